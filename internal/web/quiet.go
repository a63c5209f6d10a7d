package web

import (
	"encoding/json"
	"net/http"
)

// quietField stands in a form that our script sends while somebody writes. It is
// replied to with what changed. Whatever a person has to put right is for the page
// that the same form gets without it.
const quietField = "_quiet"

// isQuiet tells whether our script sent the form.
func (v *visit) isQuiet() bool { return v.sent != nil && v.sent.values.Has(quietField) }

// told is what our script is told.
type told struct {
	To        string            `json:"to,omitempty"`        // where to go on; "" to stay
	Elsewhere bool              `json:"elsewhere,omitempty"` // whether the answers were changed in another place meanwhile
	Fields    map[string]string `json:"fields,omitempty"`    // what the hidden fields hold from now on
}

// tell replies to our script.
func (v *visit) tell(said told) error {
	body, err := json.Marshal(said)
	if err != nil {
		return err
	}
	v.uncached()
	v.Data(http.StatusOK, "application/json", body)
	return nil
}
