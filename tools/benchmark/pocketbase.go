package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"regexp"
	"time"

	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/types"
)

// pocketBase is the other one, with a person's token and the record of an
// assessment to answer.
type pocketBase struct {
	*service
	token, assessment string
}

// startPocketBase starts this program once more, as PocketBase.
func startPocketBase(ctx context.Context, folder string) (*pocketBase, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	p, err := start(ctx, folder+".log", nil, self, "serve", "--dir", folder)
	if err != nil {
		return nil, err
	}
	said, err := p.hears(regexp.MustCompile(`^ready: (.+)$`))
	if err != nil {
		return nil, err
	}
	var url, token, assessment string
	if _, err := fmt.Sscan(said, &url, &token, &assessment); err != nil {
		return nil, err
	}
	return &pocketBase{newService(p, url), token, assessment}, nil
}

// creates is PocketBase's own way to store a record. Its rule checks who asks, and that
// the assessment is theirs and open.
func (p *pocketBase) creates() contender {
	body := object{
		"assessment": p.assessment, "voice": "lived", "state": "submitted", "people": 1, "answers": answers(),
		"variant": "standard", "support": "none",
	}.bytes()
	create := request{http.MethodPost, "/api/collections/responses/records", p.token, "", body, http.StatusOK}
	return contender{p.service, pocketBaseCreates, 1, func() (send, error) {
		return func() error {
			_, err := p.ask(create, nil)
			return err
		}, nil
	}}
}

// reads is PocketBase's own way to read a record by its id, under the same rule.
func (p *pocketBase) reads() contender {
	return contender{p.service, pocketBaseReads, 1, func() (send, error) {
		body := object{
			"assessment": p.assessment, "voice": "lived", "state": "submitted", "people": 1, "answers": answers(), "variant": "standard", "support": "none",
		}.bytes()
		var made struct{ ID string }
		_, err := p.ask(request{http.MethodPost, "/api/collections/responses/records", p.token, "", body, http.StatusOK}, &made)
		read := request{http.MethodGet, "/api/collections/responses/records/" + made.ID, p.token, "", nil, http.StatusOK}
		return func() error {
			_, err := p.ask(read, nil)
			return err
		}, err
	}}
}

// servePocketBase is PocketBase as it comes, with two collections of ours, on a
// free port. It says where it is, a token, and the assessment's id.
func servePocketBase() error {
	app := pocketbase.NewWithConfig(pocketbase.Config{HideStartBanner: true})
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc = nil // opens a browser
		assessment, token, err := furnish(e.App)
		if err != nil {
			return err
		}
		if e.Listener, err = new(net.ListenConfig).Listen(context.Background(), "tcp", "127.0.0.1:0"); err != nil {
			return err
		}
		fmt.Printf("ready: http://%s %s %s\n", e.Listener.Addr(), token, assessment)
		return e.Next()
	})
	return app.Start()
}

// furnish makes the collections, a user with a token, and an assessment.
func furnish(app core.App) (assessment, token string, err error) {
	users, err := app.FindCollectionByNameOrId("users")
	if err != nil {
		return "", "", err
	}
	assessments := core.NewBaseCollection("assessments")
	assessments.Fields.Add(
		&core.TextField{Name: "title", Required: true},
		&core.BoolField{Name: "open"},
		&core.RelationField{Name: "owner", CollectionId: users.Id, MaxSelect: 1, Required: true},
	)
	if err := app.Save(assessments); err != nil {
		return "", "", err
	}
	responses := core.NewBaseCollection("responses")
	rule := types.Pointer(`@request.auth.id != "" && assessment.owner = @request.auth.id && assessment.open = true`)
	responses.CreateRule, responses.ViewRule = rule, rule
	responses.Fields.Add(
		&core.RelationField{Name: "assessment", CollectionId: assessments.Id, MaxSelect: 1, Required: true, CascadeDelete: true},
		&core.SelectField{Name: "voice", Values: []string{"lived", "learnt"}, Required: true},
		&core.SelectField{Name: "state", Values: []string{"draft", "submitted", "withdrawn"}, Required: true},
		&core.NumberField{Name: "people", OnlyInt: true, Required: true},
		&core.JSONField{Name: "answers"},
		&core.SelectField{Name: "variant", Values: []string{"standard", "easy_read"}, Required: true},
		&core.SelectField{Name: "support", Values: []string{"none", "helped", "proxy"}, Required: true},
	)
	if err := app.Save(responses); err != nil {
		return "", "", err
	}
	user := core.NewRecord(users)
	user.SetEmail("person@example.org")
	user.SetRandomPassword()
	if err := app.Save(user); err != nil {
		return "", "", err
	}
	open := core.NewRecord(assessments)
	open.Set("title", "Short breaks")
	open.Set("open", true)
	open.Set("owner", user.Id)
	if err := app.Save(open); err != nil {
		return "", "", err
	}
	token, err = user.NewStaticAuthToken(time.Hour)
	return open.Id, token, err
}
