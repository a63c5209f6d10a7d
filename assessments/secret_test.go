package assessments

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"log/slog"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"testing/iotest"
)

// chance is a source of secrets that is the same in every run.
func chance() io.Reader { return rand.NewChaCha8([32]byte([]byte("a seed for tests, 32 bytes long."))) }

func newTestSecret(t *testing.T) Secret {
	t.Helper()
	secret, err := newSecret(accessKey, chance())
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestSecretsFailWithTheirSourceOfChance(t *testing.T) {
	t.Parallel()
	failure := errors.New("no more chance")
	for name, source := range map[string]io.Reader{
		"at once":             iotest.ErrReader(failure),
		"in the middle":       io.MultiReader(io.LimitReader(chance(), 20), iotest.ErrReader(failure)),
		"after letters drawn": io.MultiReader(bytes.NewReader(bytes.Repeat([]byte{0, 255}, 16)), iotest.ErrReader(failure)),
	} {
		if secret, err := newSecret(accessKey, source); !errors.Is(err, failure) || !secret.IsZero() {
			t.Errorf("%s: %v and a key that is zero: %t", name, err, secret.IsZero())
		}
	}
	if secret, err := newSecret(accessKey, strings.NewReader("too short")); err == nil || !secret.IsZero() {
		t.Error("a source that ends made a key")
	}
}

func TestSecretsHaveTheirFormAndTheirChecksum(t *testing.T) {
	t.Parallel()
	form := regexp.MustCompile(`^rung_k[0-9A-Za-z]{32}[0-9A-Za-z]{6}$`)
	source := chance()
	seen := map[string]bool{}
	for range 1000 {
		secret, err := newSecret(accessKey, source)
		if err != nil {
			t.Fatal(err)
		}
		text := secret.Reveal()
		if !form.MatchString(text) || seen[text] || secret.kind() != accessKey {
			t.Fatalf("%q is malformed, made twice, or does not open what it should", text)
		}
		seen[text] = true
		// The checksum again, the other way round: read back into a number.
		body, sum := text[len(keyPrefix):len(text)-checksumLength], text[len(text)-checksumLength:]
		var number uint64
		for _, digit := range sum {
			number = number*62 + uint64(strings.IndexRune(base62, digit))
		}
		if want := uint64(crc32.ChecksumIEEE([]byte(body))); number != want {
			t.Fatalf("the checksum of %q is %d, want %d", text, number, want)
		}
	}
}

// All keys to a response lead to one place, and have nothing else in common.
func TestEveryKeyToAResponseLeadsToIt(t *testing.T) {
	t.Parallel()
	const assessment, responses, keys = "01900000-0000-7000-8000-0123456789ab", 200, 4
	form := regexp.MustCompile(`^rung_r[0-9A-Za-z]{43}[0-9A-Za-z]{6}$`)
	source, ids, own := chance(), map[string]bool{}, map[string]bool{}
	for range responses {
		key, err := newResponseSecret(assessment, source)
		for range keys {
			if err != nil {
				t.Fatal(err)
			}
			text := key.Reveal()
			if !form.MatchString(text) || key.kind() != responseKey || key.locator() != "0123456789ab" {
				t.Fatalf("a key reads %q and leads to %s", text, key.locator())
			}
			ids[key.responseID()], own[text[len(text)-checksumLength-ownLength:]] = true, true
			key, err = key.another(source)
		}
	}
	if len(ids) != responses || len(own) != keys*responses {
		t.Errorf("%d keys to %d responses lead to %d, and %d of them are different", keys*responses, responses, len(ids), len(own))
	}
}

// Bytes that are left over when 256 is divided by 62 must be thrown away:
// otherwise 0 to 7 would come up a quarter more often than the rest.
func TestEveryLetterOfASecretIsAsLikely(t *testing.T) {
	t.Parallel()
	const keys = 20_000
	source := chance()
	counts := map[rune]int{}
	for range keys {
		secret, err := newSecret(accessKey, source)
		if err != nil {
			t.Fatal(err)
		}
		for _, letter := range secret.Reveal()[len(keyPrefix)+1:][:secretLength] {
			counts[letter]++
		}
	}
	const expected = float64(keys*secretLength) / 62
	chiSquare := 0.0
	for _, letter := range base62 {
		off := float64(counts[letter]) - expected
		chiSquare += off * off / expected
	}
	// With 61 degrees of freedom, 99.9% of fair draws stay below 100.9.
	if chiSquare > 100.9 {
		t.Errorf("chi-square is %.1f, want at most 100.9", chiSquare)
	}
}

func TestSecretsCannotBePrinted(t *testing.T) {
	t.Parallel()
	secret := newTestSecret(t)
	created := NewKey{Key: Key{Name: "Our website"}, Secret: secret}
	var out bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d"} {
		for _, value := range []any{secret, &secret, created, &created, []Secret{secret}, map[string]Secret{"key": secret}} {
			fmt.Fprintf(&out, verb+"\n", value)
		}
	}
	for _, handler := range []slog.Handler{slog.NewJSONHandler(&out, nil), slog.NewTextHandler(&out, nil)} {
		slog.New(handler).Info("made", slog.Any("key", secret), slog.Any("pointer", &secret), slog.Any("new", created), slog.Any("list", []Secret{secret}))
	}
	for _, value := range []any{secret, created, []Secret{secret}} {
		text, err := json.Marshal(value)
		if err != nil {
			t.Fatal(err)
		}
		out.Write(text)
	}
	random := secret.Reveal()[len(keyPrefix)+1:][:secretLength]
	for name, form := range map[string]string{"as it is": random, "in hexadecimal": fmt.Sprintf("%x", random), "in capitals": fmt.Sprintf("%X", random)} {
		if strings.Contains(out.String(), form) {
			t.Errorf("the key is printed %s", name)
		}
	}
	if !strings.Contains(out.String(), "[key]") || !strings.Contains(out.String(), "Our website") {
		t.Error("nothing was printed, so that this proves nothing")
	}
}

func TestTextsThatAreNoSecretOfOurs(t *testing.T) {
	t.Parallel()
	text := newTestSecret(t).Reveal()
	other := "s" + text[len(keyPrefix)+1:len(text)-checksumLength]
	for name, tc := range map[string]struct {
		given string
		want  secretKind
	}{
		"of another sort":           {keyPrefix + other + checksum(other), 's'},
		"of another sort, mistyped": {keyPrefix + other + checksum(other+"x"), accessKey},
		"cut short":                 {text[:len(text)-1], accessKey},
		"too long":                  {text + "x", accessKey},
		"chosen by an operator":     {"correct horse battery staple", accessKey},
		"nothing":                   {"", accessKey},
		"only the beginning":        {keyPrefix, accessKey},
	} {
		if got := ParseSecret(tc.given).kind(); got != tc.want {
			t.Errorf("%s: opens %q, want %q", name, got, tc.want)
		}
	}
	long := strings.Repeat("x", 10_000)
	if got := len(ParseSecret(long).Reveal()); got != maxSecret {
		t.Errorf("of %d characters %d are kept, want %d", len(long), got, maxSecret)
	}
}

func TestHashIsTheSHA256OfTheWholeKey(t *testing.T) {
	t.Parallel()
	// FIPS 180-4's example: the SHA-256 of abc.
	const want Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	hash := ParseSecret("abc").Hash()
	if hash != want || hash.Label() != "ba7816bf8f01cfea" {
		t.Errorf("the hash is %s and its label %s", hash, hash.Label())
	}
	if !hash.Equal(want) || hash.Equal(want[:63]) || hash.Equal("") || hash.Equal(want[:63]+"e") {
		t.Error("a hash is equal to another, or not to itself")
	}
}
