package instrument

// Ladder is the id of the questionnaire that is meant where none is named.
const Ladder = "coproduction-ladder"

// Scope says what is assessed: the ladder is climbed at each level of its own.
type Scope string

// The scopes.
const (
	IndividualScope Scope = "individual" // one person's support
	ServiceScope    Scope = "service"
	StrategicScope  Scope = "strategic"
)

// Scopes lists the scopes in the order they are shown.
var Scopes = []Scope{IndividualScope, ServiceScope, StrategicScope}
