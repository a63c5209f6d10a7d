package assessmentstest

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments"
	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// Noon is when everything here was made. It has milliseconds, and no less.
var Noon = time.Date(2026, 5, 1, 12, 0, 0, 123e6, time.UTC)

// ID returns the nth id: a UUID, in the order of n.
func ID(n int) string { return "01900000-0000-7000-8000-" + Locator(n) }

// Locator returns the place of the assessment with the nth id: the id's end.
func Locator(n int) string { return fmt.Sprintf("%012d", n) }

// Hash returns the hash of the nth secret.
func Hash(n int) assessments.Hash { return assessments.Hash(digest(n)) }

func digest(n int) string {
	sum := sha256.Sum256([]byte(strconv.Itoa(n)))
	return hex.EncodeToString(sum[:])
}

// Organisation returns an organisation that says nothing but its name, with the nth id.
func Organisation(n int) assessments.Organisation {
	return assessments.Organisation{
		ID: ID(n), Profile: assessments.Profile{Name: fmt.Sprintf("Organisation %d", n)},
		Verification: assessments.Verification{State: assessments.Unverified, Controller: ID(n)},
		CreatedAt:    Noon, UpdatedAt: Noon, Revision: 1,
	}
}

// FullOrganisation returns an organisation that says everything, is verified, and is
// controlled by another, with the nth id. n is at most 99,999.
func FullOrganisation(n int) assessments.Organisation {
	o := Organisation(n)
	o.Profile = assessments.Profile{
		Name:        fmt.Sprintf("Café “Ümläut” & 🏳️‍🌈 No. %d", n),
		Identifiers: []register.Identifier{Identifier(fmt.Sprintf(" gb-coh-%08d ", n)), Identifier(fmt.Sprintf("GB-CHC-2%05d", n))},
		Country:     "GB", Region: "TLC", Sector: "D", AnnualIncome: new(int64(250_000)), LedByLivedExperience: new(true),
		ExternalID: fmt.Sprintf("our-%d", n),
		Contact:    "Ann “the” Helper, 01632 960 123",
	}
	o.Verification = assessments.Verification{
		State: assessments.Verified, Controller: ID(n + 1), Note: "Checked by post.\nTwice.", DecidedAt: Noon.Add(time.Hour),
	}
	o.UpdatedAt, o.Revision = Noon.Add(2*time.Hour), 7
	return o
}

// Identifier reads an identifier that must be valid.
func Identifier(given string) register.Identifier {
	identifier, err := register.ParseIdentifier(given)
	if err != nil {
		panic(err)
	}
	return identifier
}

// Partner returns a partner with the nth id.
func Partner(n int) assessments.Account { return account(n, access.PartnerRole) }

// Funder returns a funder with the nth id.
func Funder(n int) assessments.Account { return account(n, access.FunderRole) }

func account(n int, role access.Role) assessments.Account {
	return assessments.Account{ID: ID(n), Role: role, Name: fmt.Sprintf("The %s %d", role, n), Contact: fmt.Sprintf("Ada, no. %d", n), CreatedAt: Noon, UpdatedAt: Noon, Revision: 1}
}

// Key returns a key of a principal's that never ends, with the nth id. The id of
// the principal is "" for the operator.
func Key(n int, role access.Role, principal string) assessments.Key {
	return assessments.Key{
		ID: ID(n), Role: role, PrincipalID: principal, Name: fmt.Sprintf("Key %d", n), Hash: Hash(n), MadeBy: role, Origin: role, CreatedAt: Noon,
	}
}

// Grant returns a grant that never ends, with the nth id.
func Grant(n int, organisation, partner string) assessments.Grant {
	return assessments.Grant{ID: ID(n), Organisation: organisation, Partner: partner, MadeBy: access.OrganisationRole, CreatedAt: Noon}
}

// Replay returns the nth answer to keep. The id of the organisation it goes with
// is "" for none.
func Replay(n int, organisation string) access.KeptReplay {
	return access.KeptReplay{
		ID: digest(n), Organisation: organisation, Digest: digest(n + 1),
		Replay: access.Replay{Location: "/v1/things/" + ID(n), Tag: "7.lived", Body: []byte{'{', 0, 0xff, '}'}}, Until: Noon.Add(access.ReplayFor),
	}
}
