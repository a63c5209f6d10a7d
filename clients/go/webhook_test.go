package sevenrungs_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	sevenrungs "github.com/sevenrungs/sevenrungs/clients/go"
)

// signedMessage is what the service sent to a webhook: its own tests write them.
type signedMessage struct {
	Signed  []string          `json:"signed_with"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body"`
}

func (m *signedMessage) header() http.Header {
	header := make(http.Header)
	for name, value := range m.Headers {
		header.Set(name, value)
	}
	return header
}

// at is when it was sent.
func (m *signedMessage) at(t *testing.T) time.Time {
	t.Helper()
	seconds, err := strconv.ParseInt(m.Headers["webhook-timestamp"], 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return time.Unix(seconds, 0)
}

// readMessages gives a message signed with the old secret, one with both, and one
// with the new secret.
func readMessages(t *testing.T) (before, between, after signedMessage) {
	t.Helper()
	kept, err := os.ReadFile("../testdata/webhooks.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []signedMessage
	if err := json.Unmarshal(kept, &all); err != nil || len(all) != 3 {
		t.Fatal(err, len(all))
	}
	return all[0], all[1], all[2]
}

func TestAMessageThatIsNotTheServicesIsRefused(t *testing.T) {
	t.Parallel()
	sent, _, after := readMessages(t)
	change := func(name, value string) http.Header {
		header := sent.header()
		header.Set(name, value)
		return header
	}
	signature := sent.Headers["webhook-signature"]
	for name, c := range map[string]struct {
		secret string
		header http.Header
		body   string
	}{
		"another secret":      {after.Signed[0], sent.header(), sent.Body},
		"an altered body":     {sent.Signed[0], sent.header(), strings.Replace(sent.Body, "closed", "opened", 1)},
		"a shorter body":      {sent.Signed[0], sent.header(), strings.TrimSpace(sent.Body)},
		"another id":          {sent.Signed[0], change("webhook-id", "another"), sent.Body},
		"another time":        {sent.Signed[0], change("webhook-timestamp", "1795867201"), sent.Body},
		"no signature":        {sent.Signed[0], change("webhook-signature", ""), sent.Body},
		"another version":     {sent.Signed[0], change("webhook-signature", strings.Replace(signature, "v1,", "v2,", 1)), sent.Body},
		"half a signature":    {sent.Signed[0], change("webhook-signature", signature[:len(signature)/2]), sent.Body},
		"nothing but a v1":    {sent.Signed[0], change("webhook-signature", "v1,"), sent.Body},
		"no headers whatever": {sent.Signed[0], http.Header{}, sent.Body},
	} {
		if _, err := sevenrungs.ReadWebhook(c.secret, c.header, []byte(c.body), sent.at(t)); !errors.Is(err, sevenrungs.ErrNotSigned) {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, secret := range []string{"", "whsec_", "whsec_no Base64", strings.TrimPrefix(sent.Signed[0], "whsec_")} {
		_, err := sevenrungs.ReadWebhook(secret, sent.header(), []byte(sent.Body), sent.at(t))
		if err == nil || errors.Is(err, sevenrungs.ErrNotSigned) {
			t.Errorf("the secret %q: %v", secret, err)
		}
	}
}

func TestAMessageMayBeFiveMinutesOff(t *testing.T) {
	t.Parallel()
	sent, _, _ := readMessages(t)
	for off, want := range map[time.Duration]error{
		-5*time.Minute - time.Second: sevenrungs.ErrNotNow,
		-5 * time.Minute:             nil,
		5 * time.Minute:              nil,
		5*time.Minute + time.Second:  sevenrungs.ErrNotNow,
	} {
		_, err := sevenrungs.ReadWebhook(sent.Signed[0], sent.header(), []byte(sent.Body), sent.at(t).Add(off))
		if !errors.Is(err, want) {
			t.Errorf("%v off: %v", off, err)
		}
	}
}

func TestForADayBothSecretsAreGood(t *testing.T) {
	t.Parallel()
	before, between, after := readMessages(t)
	older, newer := before.Signed[0], after.Signed[0]
	for _, c := range []struct {
		sent   signedMessage
		secret string
		good   bool
	}{{before, older, true}, {before, newer, false}, {between, older, true}, {between, newer, true}, {after, older, false}, {after, newer, true}} {
		event, err := sevenrungs.ReadWebhook(c.secret, c.sent.header(), []byte(c.sent.Body), c.sent.at(t))
		if c.good != (err == nil) {
			t.Errorf("%v with %s: %v", c.sent.Signed, c.secret, err)
		}
		if c.good && (event.Type != sevenrungs.EventTypeAssessmentClosed || event.ID != c.sent.Headers["webhook-id"] || event.Subject.Path == "") {
			t.Errorf("it says %+v", event)
		}
	}
}
