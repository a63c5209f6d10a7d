package api_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
)

// signedMessages are what the clients' tests read.
const signedMessages = "../clients/testdata/webhooks.json"

// signedMessage is a message as it comes.
type signedMessage struct {
	Signed  []string          `json:"signed_with"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

// TestTheClientsReadWhatIsSent sends what the tests of the clients then read: signed
// with the old secret, for a day with both, and with the new one.
func TestTheClientsReadWhatIsSent(t *testing.T) {
	t.Parallel()
	secret := func(letter string) string {
		return "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat(letter, 32)))
	}
	at := time.Date(2026, 11, 28, 12, 0, 0, 0, time.UTC)
	event := events.Event{
		ID: "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a10", Type: events.AssessmentClosed, Time: at, Organisation: "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a12",
		Subject: events.Subject{Kind: events.AnAssessment, ID: "0198f1d2-6f7e-7c3a-9b1e-0f6f3f1c2a11"},
	}
	receiver := newReceiver(t)
	hooks := hooksOf(t, newWorld(t, newFile(t)).service, receiver.trusted())
	var sent []signedMessage
	for _, secrets := range [][]string{{secret("a")}, {secret("b"), secret("a")}, {secret("b")}} {
		message := events.Message{
			URL: receiver.address(), ID: event.ID, At: at, Secrets: secrets,
			Body: hooks.Render(&event, events.Feed{Role: access.OrganisationRole, ID: event.Organisation}),
		}
		if status, err := hooks.Sender.Send(t.Context(), message); err != nil || status >= http.StatusMultipleChoices {
			t.Fatal(status, err)
		}
		last := len(receiver.sent) - 1
		headers := make(map[string]string)
		for _, name := range []string{"webhook-id", "webhook-timestamp", "webhook-signature"} {
			headers[name] = receiver.sent[last].Header.Get(name)
		}
		sent = append(sent, signedMessage{secrets, headers, string(receiver.bodies[last])})
	}
	got, err := json.MarshalIndent(sent, "", "\t")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	if *update {
		if err := os.WriteFile(signedMessages, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if kept, err := os.ReadFile(signedMessages); err != nil || !bytes.Equal(kept, got) {
		t.Errorf("%s holds something else than is sent (%v): write it anew with -update", signedMessages, err)
	}
}
