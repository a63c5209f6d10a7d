package web

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/register"
	"github.com/sevenrungs/sevenrungs/internal/edge"
)

// beginning is the form to begin with as an organisation.
type beginning struct {
	Open             bool // whether anybody may begin
	Regions, Sectors []option
	Led              []option
}

// showStart shows the form to begin with as an organisation.
func (s *server) showStart(v *visit) error {
	if !s.OpenToAll {
		v.noForm()
	}
	if v.Query("again") != "" {
		v.renewGuard()
	}
	data := v.beginning()
	data.Open = s.OpenToAll
	return v.show("start", data)
}

// beginning is what there is to choose from about an organisation.
func (v *visit) beginning() beginning {
	data := beginning{Regions: unsaid(v), Sectors: unsaid(v)}
	for _, region := range register.Regions {
		data.Regions = append(data.Regions, option{Value: string(region), Text: region.Name()})
	}
	for _, sector := range register.Sectors {
		data.Sectors = append(data.Sectors, option{Value: string(sector), Text: sector.Name()})
	}
	data.Led = []option{{Value: "yes", Text: v.say("start.led_yes"), Picture: "done"}, {Value: "no", Text: v.say("start.led_no"), Picture: "stop"}}
	return data
}

func unsaid(v *visit) []option { return []option{{Value: "", Text: v.say("form.unsaid")}} }

// start makes an organisation and shows its key, this one time. Sent again by the
// same browser, by whatever button, it makes no other: the first one's key would
// be lost. When the key is kept, or on wish, the browser may start once more.
func (s *server) start(v *visit) error {
	if !s.OpenToAll {
		return v.notForYou()
	}
	if over := s.Registrations.Count(v.Context, edge.Address(v.Context)); over != nil {
		return over
	}
	in := v.profile()
	if v.form().Faulty() {
		return v.again(nil, nil)
	}
	once := &access.IdempotencyKey[assessments.NewOrganisation]{
		ID: digestOf("start", v.token()), Digest: digestOf("start"),
		Render: func(made *assessments.NewOrganisation) access.Replay { return access.Replay{Location: made.ID} },
	}
	made, err := s.Service.CreateOrganisation(v.Request.Context(), access.Caller{}, in, once)
	switch {
	case err != nil:
		return v.again(err, map[string]string{"identifiers": "number", "annual_income": "income"})
	case once.Replay != nil:
		v.noForm()
		return v.show("start-twice", nil)
	}
	v.form().put("name", made.Name)
	v.form().put("key", made.Key.Secret.Reveal())
	v.here = "/start/key"
	return s.showKey(v)
}

// profile reads what an organisation says of itself.
func (v *visit) profile() assessments.ProfileInput {
	f := v.form()
	in := assessments.ProfileInput{Name: f.text("name"), Region: f.text("region"), Sector: f.text("sector")}
	if in.Name == "" {
		f.wrong("name", v.say("start.name_missing"))
	}
	if number := f.text("number"); number != "" {
		in.Identifiers = []string{number}
	}
	if led := f.text("led"); led != "" {
		in.LedByLivedExperience = new(led == "yes")
	}
	if income := f.text("income"); income != "" {
		pounds, err := strconv.ParseInt(strings.NewReplacer("£", "", ",", "", " ", "").Replace(income), 10, 64)
		if err != nil {
			f.wrong("income", v.say("start.income_wrong"))
		}
		in.AnnualIncome = &pounds
	}
	return in
}

// checked says whether a number fits a list.
type checked struct {
	Good bool   `json:"good"`
	Text string `json:"text"`
}

// mostChecked is how many numbers are checked at once: as many as an organisation
// can have.
const mostChecked = 20

// checkNumber checks a number while somebody types the rest, or several, one on each
// line.
func (s *server) checkNumber(v *visit) error {
	out := checked{Good: true}
	var said []string
	for number := range strings.Lines(strings.TrimSpace(v.Query("number")) + "\n") {
		if number = strings.TrimSpace(number); number == "" && len(said) > 0 || len(said) == mostChecked {
			continue
		}
		identifier, err := register.ParseIdentifier(number)
		if err != nil {
			out.Good = false
			said = append(said, v.misread(err))
			continue
		}
		for _, list := range register.Lists {
			if list.Code == identifier.List {
				said = append(said, v.say("start.number_fits", "number", identifier.Canonical, "list", list.Name))
			}
		}
	}
	out.Text = strings.Join(said, "\n")
	v.Header("Cache-Control", "no-store")
	v.JSON(http.StatusOK, out)
	return nil
}

// misread says what a register refuses.
func (v *visit) misread(err error) string {
	if refused, is := errors.AsType[*register.Fault](err); is {
		return refused.Line.Say(v.words)
	}
	return err.Error()
}

// showKey shows a key, to be kept.
func (s *server) showKey(v *visit) error {
	if v.form().text("key") == "" {
		return v.to("/start")
	}
	v.uncached()
	return v.show("start-key", nil)
}

// keepKey signs in who says that they keep their key.
func (s *server) keepKey(v *visit) error {
	if !v.form().ticked("kept") {
		v.form().wrong("kept", v.say("start.kept_wrong"))
		return v.again(nil, nil)
	}
	if over := v.countTry(); over != nil {
		return over
	}
	if err := v.enter(assessments.ParseSecret(v.form().text("key"))); err != nil {
		return err
	}
	v.renewGuard()
	return v.to("/home")
}

// keyFile gives a key as a file to keep.
func (s *server) keyFile(v *visit) error {
	key := assessments.ParseSecret(v.form().text("key")).Reveal()
	name, base := v.form().text("name"), s.Base(v.Context)
	text := v.say("start.file", "name", name, "address", base, "key", key)
	v.uncached()
	v.Header("Content-Disposition", `attachment; filename="seven-rungs-key.txt"`)
	v.Data(http.StatusOK, "text/plain; charset=utf-8", []byte(text+"\n"))
	return nil
}
