package sevenrungs

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// tolerance is how far the clocks of the service and a receiver may be apart.
const tolerance = 5 * time.Minute

var (
	// ErrNotSigned says that a message was not signed with this secret, or was
	// altered on its way. Answer it with 401, and do nothing else.
	ErrNotSigned = errors.New("the message is not signed with this secret")
	// ErrNotNow says that a message was signed more than five minutes ago, or for
	// a time that is still to come: somebody may be sending an old one again.
	ErrNotNow = errors.New("the message is more than five minutes off")
)

// ReadWebhook reads what was sent to a webhook, once it is sure that the service
// has sent it, as Standard Webhooks 1.0 says. It needs the secret of the webhook
// (whsec_…), the headers, the body byte for byte, and the present time. For a day
// after a secret was rotated both the old and the new one are good. It fails with
// [ErrNotSigned] or [ErrNotNow], or says that the secret is none.
//
// A message may come twice: pass over an event whose ID you have seen.
func ReadWebhook(secret string, header http.Header, body []byte, now time.Time) (*Event, error) {
	coded, found := strings.CutPrefix(secret, "whsec_")
	key, err := base64.StdEncoding.DecodeString(coded)
	if !found || err != nil || len(key) == 0 {
		return nil, errors.New("the secret is not one of a webhook: it begins with whsec_")
	}
	id, sent := header.Get("Webhook-Id"), header.Get("Webhook-Timestamp")
	mac := hmac.New(sha256.New, key)
	_, _ = fmt.Fprintf(mac, "%s.%s.%s", id, sent, body)
	signature := "v1," + base64.StdEncoding.EncodeToString(mac.Sum(nil))
	if !anyEqual(strings.Fields(header.Get("Webhook-Signature")), signature) {
		return nil, ErrNotSigned
	}
	seconds, err := strconv.ParseInt(sent, 10, 64)
	if err != nil || now.Sub(time.Unix(seconds, 0)).Abs() > tolerance {
		return nil, ErrNotNow
	}
	event := new(Event)
	if err := json.Unmarshal(body, event); err != nil {
		return nil, fmt.Errorf("reading the event: %w", err)
	}
	return event, nil
}

// anyEqual compares in a time that does not tell how much of a signature is right.
func anyEqual(signatures []string, want string) bool {
	for _, one := range signatures {
		if hmac.Equal([]byte(one), []byte(want)) {
			return true
		}
	}
	return false
}
