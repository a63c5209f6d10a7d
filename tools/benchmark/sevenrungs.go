package main

import (
	"context"
	"fmt"
	"net/http"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync/atomic"
)

// sevenRungs is the service, with an organisation's key.
type sevenRungs struct {
	*service
	organisation, key string
}

// startSevenRungs builds the program and starts it on a new file. Without a
// limit on requests, that is: 64 callers would meet it at once.
func startSevenRungs(ctx context.Context, folder string) (*sevenRungs, error) {
	program := filepath.Join(folder, "sevenrungs")
	build := exec.CommandContext(ctx, "go", "build", "-o", program, ".")
	build.Dir = "../.."
	if said, err := build.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("build the service: %w\n%s", err, said)
	}
	settings := []string{"SEVENRUNGS_ADDR=127.0.0.1:0", "SEVENRUNGS_DATABASE=" + program + ".db", "SEVENRUNGS_RATE_LIMIT=0"}
	p, err := start(ctx, program+".log", settings, program, "serve")
	if err != nil {
		return nil, err
	}
	url, err := p.hears(regexp.MustCompile(`listens on (http://\S+)$`))
	if err != nil {
		return nil, err
	}
	s := &sevenRungs{service: newService(p, url)}
	var made struct {
		ID  string
		Key string
	}
	_, err = s.ask(request{http.MethodPost, "/v1/organisations", "", "", object{"name": "Riverside Carers"}.bytes(), http.StatusCreated}, &made)
	s.organisation, s.key = made.ID, made.Key
	return s, err
}

// assessment opens one, and returns its address.
func (s *sevenRungs) assessment() (string, error) {
	body := object{"organisation_id": s.organisation, "instrument": "coproduction-ladder", "scope": "service", "title": "Short breaks"}
	var made struct{ ID string }
	_, err := s.ask(request{http.MethodPost, "/v1/assessments", s.key, "", body.bytes(), http.StatusCreated}, &made)
	return "/v1/assessments/" + made.ID, err
}

// enters is an organisation that enters responses from paper, submitted.
func (s *sevenRungs) enters() contender {
	body := object{"voice": "lived", "state": "submitted", "people": 1, "answers": answers(), "variant": "standard", "support": "none"}.bytes()
	return contender{s.service, rungsEnters, 1, func() (send, error) {
		assessment, err := s.assessment()
		enter := request{http.MethodPost, assessment + "/responses", s.key, "", body, http.StatusCreated}
		return func() error {
			_, err := s.ask(enter, nil)
			return err
		}, err
	}}
}

// answers are people with an invitation, who each start a response, answer all
// questions, and submit with the key of their own.
func (s *sevenRungs) answers() contender {
	return contender{s.service, rungsAnswers, 3, func() (send, error) {
		assessment, err := s.assessment()
		if err != nil {
			return nil, err
		}
		const uses, invitations = 10_000, 10 // an assessment takes no more
		redeem := make([][]byte, invitations)
		for i := range redeem {
			var made struct{ Key string }
			invite := request{http.MethodPost, assessment + "/invitations", s.key, "", object{"voice": "lived", "uses": uses}.bytes(), http.StatusCreated}
			if _, err := s.ask(invite, &made); err != nil {
				return nil, err
			}
			redeem[i] = object{"key": made.Key}.bytes()
		}
		patch := object{"answers": answers()}.bytes()
		var person atomic.Int64
		return func() error {
			return s.answer(assessment, redeem[person.Add(1)%invitations], patch)
		}, nil
	}}
}

// answer is one person's way.
func (s *sevenRungs) answer(assessment string, redeem, patch []byte) error {
	var started struct {
		ID  string `json:"response_id"`
		Key string `json:"response_key"`
	}
	tag, err := s.ask(request{http.MethodPost, "/v1/invitations/redeem", "", "", redeem, http.StatusCreated}, &started)
	if err != nil {
		return err
	}
	response := assessment + "/responses/" + started.ID
	if _, err := s.ask(request{http.MethodPatch, response, started.Key, tag, patch, http.StatusOK}, nil); err != nil {
		return err
	}
	_, err = s.ask(request{http.MethodPost, response + "/submit", started.Key, "", nil, http.StatusOK}, nil)
	return err
}

// reads are reads of one closed result.
func (s *sevenRungs) reads() contender {
	return contender{s.service, rungsReads, 1, func() (send, error) {
		assessment, err := s.assessment()
		if err != nil {
			return nil, err
		}
		for i := range 20 {
			body := object{"voice": []string{"lived", "learnt"}[i%2], "state": "submitted", "answers": answers()}.bytes()
			if _, err := s.ask(request{http.MethodPost, assessment + "/responses", s.key, "", body, http.StatusCreated}, nil); err != nil {
				return nil, err
			}
		}
		_, err = s.ask(request{http.MethodPost, assessment + "/close", s.key, "", nil, http.StatusOK}, nil)
		read := request{http.MethodGet, assessment + "/result", s.key, "", nil, http.StatusOK}
		return func() error {
			_, err := s.ask(read, nil)
			return err
		}, err
	}}
}

// scores is the same response scored, and not stored.
func (s *sevenRungs) scores() contender {
	body := object{
		"instrument": "coproduction-ladder",
		"responses":  []any{object{"voice": "lived", "people": 1, "answers": answers()}},
	}.bytes()
	score := request{http.MethodPost, "/v1/scores", "", "", body, http.StatusOK}
	return contender{s.service, rungsScores, 1, func() (send, error) {
		return func() error {
			_, err := s.ask(score, nil)
			return err
		}, nil
	}}
}
