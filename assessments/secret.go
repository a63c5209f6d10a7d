package assessments

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/sevenrungs/sevenrungs/assessments/access"
)

// Secret is a key as it is sent. It cannot be printed or logged by
// mistake: only [Secret.Reveal] gives it away.
//
// It reads rung_, a letter for its kind, 32 random letters and digits (190
// bits; 23 and 136 of a response key), and 6 more that are their CRC-32, so that scanners for leaked keys,
// and people who mistype one, can tell without asking us. Before what
// is random of a response key stand 20 letters that say where the response lies:
// 9 which assessment, and 11 which response to it.
type Secret struct{ text string }

// keyPrefix begins every key. Scanners for leaked keys look for it.
const keyPrefix = "rung_"

const (
	secretLength   = 32
	checksumLength = 6
	locatorLength  = 9  // in base 62: 48 bits
	placeLength    = 11 // 65 bits: of 100,000 responses no two are likely to share theirs
	ownLength      = 23 // 136 bits, which no other key to the response has
	base62         = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// secretKind says what a key opens, so that it is looked for in one place only.
type secretKind byte

const (
	accessKey     secretKind = 'k' // of the operator, an organisation, a partner or a funder
	invitationKey secretKind = 'i'
	responseKey   secretKind = 'r'
	linkKey       secretKind = 'l'
	claimKey      secretKind = 'c' // in a claim link: it makes the first key of an organisation, once
	sessionToken  secretKind = 's' // of a browser that signed in; the API takes none
)

// length is how many letters stand between the kind of a key and its checksum.
func (kind secretKind) length() int {
	if kind == responseKey {
		return locatorLength + placeLength + ownLength
	}
	return secretLength
}

// inText finds a key in what people pass on. Phones begin a text with a capital.
var inText = regexp.MustCompile(`[Rr]ung_([0-9A-Za-z]+)`)

// ParseSecret reads a key as somebody gave it: with a full stop or a bracket
// after it, in quotes, or with a whole link around it. Where two keys are given
// it is neither. What is far too long is cut, as it can be no key of ours.
func ParseSecret(text string) Secret {
	given := text
	if inText.FindString(text) != text {
		given = strings.ReplaceAll(access.Given(text), `\_`, "_") // as Markdown writes it
	}
	found := inText.FindAllStringSubmatch(given, -1)
	if len(found) == 0 || slices.ContainsFunc(found, func(f []string) bool { return f[1] != found[0][1] }) {
		return Secret{text[:min(len(text), maxSecret)]}
	}
	key := keyPrefix + found[0][1]
	return Secret{key[:min(len(key), maxSecret)]}
}

// maxSecret is longer than any key, those given by an operator included.
const maxSecret = 512

// newSecret makes a key from random bytes.
func newSecret(kind secretKind, random io.Reader) (Secret, error) {
	return secretWith(kind, "", random)
}

// secretWith makes a key that begins with what is not random.
func secretWith(kind secretKind, start string, random io.Reader) (Secret, error) {
	length := kind.length()
	letters := append(make([]byte, 0, length), start...)
	buffer := make([]byte, length)
	for len(letters) < length {
		if _, err := io.ReadFull(random, buffer); err != nil {
			return Secret{}, fmt.Errorf("make a key: %w", err)
		}
		for _, b := range buffer {
			// 248 is the largest multiple of 62 that fits: every letter is as likely.
			if b < 248 && len(letters) < length {
				letters = append(letters, base62[b%62])
			}
		}
	}
	body := string(kind) + string(letters)
	return Secret{keyPrefix + body + checksum(body)}, nil
}

// checksum is the CRC-32 (IEEE) of a key's body in base 62.
func checksum(body string) string {
	return toBase62(uint64(crc32.ChecksumIEEE([]byte(body))), checksumLength)
}

func toBase62(number uint64, length int) string {
	digits := make([]byte, length)
	for i := range digits {
		digits[length-1-i] = base62[number%62]
		number /= 62
	}
	return string(digits)
}

// Reveal returns the key as text, to be shown once to whom it belongs.
func (s Secret) Reveal() string { return s.text }

// IsZero says whether there is no key.
func (s Secret) IsZero() bool { return s.text == "" }

// String keeps the key out of whatever is made text of.
func (s Secret) String() string { return "[key]" }

// Format keeps the key out of whatever is printed, also with a verb that is not
// for text: %d would show what is inside.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[key]") }

// LogValue keeps the key out of logs.
func (s Secret) LogValue() slog.Value { return slog.StringValue("[key]") }

// MarshalText keeps the key out of whatever is encoded.
func (s Secret) MarshalText() ([]byte, error) { return []byte("[key]"), nil }

// kind returns what the key opens. A key without a sound checksum can only be
// one that an operator chose.
func (s Secret) kind() secretKind {
	body, found := strings.CutPrefix(s.text, keyPrefix)
	if !found || body == "" {
		return accessKey
	}
	kind := secretKind(body[0])
	end := 1 + kind.length()
	if len(body) != end+checksumLength || checksum(body[:end]) != body[end:] {
		return accessKey
	}
	return kind
}

// newResponseSecret makes the first key of a response. It says where the response
// lies, so that it is found without an index over all responses there are:
// keeping that in order took a fifth of the time of saving one.
func newResponseSecret(assessment string, random io.Reader) (Secret, error) {
	locator, err := strconv.ParseUint(locatorOf(assessment), 16, 64)
	if err != nil {
		return Secret{}, fmt.Errorf("make a key: %w", err)
	}
	return secretWith(responseKey, toBase62(locator, locatorLength), random)
}

// another makes one more key to the same response. It leads to the same place, and
// has nothing else in common with the first.
func (s Secret) another(random io.Reader) (Secret, error) {
	return secretWith(responseKey, s.place(), random)
}

// place is what all keys to one response begin with.
func (s Secret) place() string {
	return s.text[len(keyPrefix)+1:][:locatorLength+placeLength]
}

// OpensSameAs tells whether two keys lead to the same response, if only one of them
// still opens it.
func (s Secret) OpensSameAs(other Secret) bool {
	return s.kind() == responseKey && other.kind() == responseKey && s.place() == other.place()
}

// locatorOf returns the locator of an assessment: the last part of its id, 12
// hexadecimal digits. Two
// assessments may share it, though hardly ever.
func locatorOf(assessment string) string {
	return assessment[strings.LastIndexByte(assessment, '-')+1:]
}

// locator returns the locator of the assessment that a response key belongs to.
func (s Secret) locator() string {
	number := int64(0)
	for _, digit := range []byte(s.text[len(keyPrefix)+1:][:locatorLength]) {
		number = 62*number + int64(strings.IndexByte(base62, digit))
	}
	return fmt.Sprintf("%012x", number)
}

// responseID is the id of the response that a key opens, a UUID (v8, RFC 9562).
// It comes from the place alone, so it stays when the key is replaced. The hash
// that is left of a key after closing does not tell it: that goes over all of the
// key.
func (s Secret) responseID() string {
	return uuid.NewHash(sha256.New(), responseIDs, []byte(s.place()), 8).String()
}

// responseIDs sets the ids of responses apart from other hashes.
var responseIDs = uuid.MustParse("5e7e2a9c-0d31-4c8b-9f40-6b1d8a2f7c53")

// Hash is what is kept of a key: its SHA-256 in hexadecimal. A key has 136
// random bits or more, so that nothing slower is needed.
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
