package assessments

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"strings"
)

// Secret is a key as its holder has it. It cannot be printed or logged by
// mistake: only [Secret.Reveal] gives it away.
//
// It reads rung_, a letter for its sort, 32 random letters and digits (190
// bits), and 6 more that are their CRC-32, so that scanners for leaked keys,
// and people who mistype one, can tell without asking us.
type Secret struct{ text string }

// keyPrefix begins every key. Scanners for leaked keys look for it.
const keyPrefix = "rung_"

const (
	secretLength   = 32
	checksumLength = 6
	base62         = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// sort says what a key opens, so that it is looked for in one place only.
type sort byte

const (
	accessKey     sort = 'k' // of the operator, an organisation, a partner or a funder
	invitationKey sort = 'i'
	responseKey   sort = 'r'
	linkKey       sort = 'l'
)

// ParseSecret reads a key as somebody sent it. What is far too long is cut, as
// it can be no key of ours.
func ParseSecret(text string) Secret { return Secret{text[:min(len(text), maxSecret)]} }

// maxSecret is longer than any key, those given by an operator included.
const maxSecret = 512

// newSecret makes a key of 32 letters and digits from random bytes.
func newSecret(kind sort, random io.Reader) (Secret, error) {
	letters := make([]byte, 0, secretLength)
	buffer := make([]byte, secretLength)
	for len(letters) < secretLength {
		if _, err := io.ReadFull(random, buffer); err != nil {
			return Secret{}, fmt.Errorf("make a key: %w", err)
		}
		for _, b := range buffer {
			// 248 is the largest multiple of 62 that fits: every letter is as likely.
			if b < 248 && len(letters) < secretLength {
				letters = append(letters, base62[b%62])
			}
		}
	}
	body := string(kind) + string(letters)
	return Secret{keyPrefix + body + checksum(body)}, nil
}

// checksum is the CRC-32 (IEEE) of a key's body in base 62.
func checksum(body string) string {
	sum := crc32.ChecksumIEEE([]byte(body))
	digits := make([]byte, checksumLength)
	for i := range digits {
		digits[checksumLength-1-i] = base62[sum%62]
		sum /= 62
	}
	return string(digits)
}

// Reveal returns the key as text, to be shown once to whom it belongs.
func (s Secret) Reveal() string { return s.text }

// IsZero says whether there is no key.
func (s Secret) IsZero() bool { return s.text == "" }

// String keeps the key out of whatever is made text of.
func (s Secret) String() string { return "[key]" }

// Format does so for whatever is printed, also with a verb that is not for text:
// %d would show what is inside.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[key]") }

// LogValue does so for logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue("[key]") }

// MarshalText does so for whatever is encoded.
func (s Secret) MarshalText() ([]byte, error) { return []byte("[key]"), nil }

// sort returns what the key opens. A key without a sound checksum can only be
// one that an operator chose.
func (s Secret) sort() sort {
	body, found := strings.CutPrefix(s.text, keyPrefix)
	if !found || len(body) != 1+secretLength+checksumLength {
		return accessKey
	}
	body, sum := body[:1+secretLength], body[1+secretLength:]
	if checksum(body) != sum {
		return accessKey
	}
	return sort(body[0])
}

// Hash is what is kept of a key: its SHA-256 in hexadecimal. A key has 190
// random bits, so that nothing slower is needed.
type Hash string

// Hash returns what is kept of the key.
func (s Secret) Hash() Hash {
	sum := sha256.Sum256([]byte(s.text))
	return Hash(hex.EncodeToString(sum[:]))
}

// Label is the part of a hash by which it is looked up: 16 of its 64 digits.
// The rest is compared in constant time, by [Hash.Equal].
func (h Hash) Label() string { return string(h[:16]) }

// Equal compares two hashes in a time that tells nothing about either.
func (h Hash) Equal(other Hash) bool {
	return subtle.ConstantTimeCompare([]byte(h), []byte(other)) == 1
}
