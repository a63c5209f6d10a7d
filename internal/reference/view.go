package reference

import (
	"bytes"
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// view is the page as its template reads it.
type view struct {
	Title  string
	Intro  []string
	Groups []group
	Shapes []shape
}

// group is the calls about one thing.
type group struct {
	Name, About string
	Calls       []call
}

// call is one operation.
type call struct {
	ID, Method, Path, Summary string
	About                     []string
	NeedsKey, MayHaveKey      bool
	Inputs                    []input
	Body                      *sent
	Forms                     []string // media types that the reply can have
	Replies                   []reply
	Failures                  string
}

// input is a parameter.
type input struct {
	Name, In, About string
	Needed          bool
	Kind            kind
}

// sent is a body.
type sent struct {
	About   string
	Form    string // its media type
	Kind    kind
	Example string
}

// reply is one that is no failure.
type reply struct {
	Status, About string
	Kinds         []formed
	Headers       []string
}

// formed is a kind in a media type.
type formed struct {
	Form string
	Kind kind
}

// shape is a schema with a name.
type shape struct {
	Name, About string
	Members     []member
	Kind        kind
}

type member struct {
	Name, About string
	Needed      bool
	Kind        kind
}

func viewOf(doc *document) view {
	v := view{Title: doc.Info.Title, Intro: paragraphs(doc.Info.Description)}
	for _, tag := range doc.Tags {
		v.Groups = append(v.Groups, group{tag.Name, tag.Description, doc.callsOf(tag.Name)})
	}
	for _, name := range slices.Sorted(maps.Keys(doc.Components.Schemas)) {
		v.Shapes = append(v.Shapes, shapeOf(name, doc.Components.Schemas[name]))
	}
	return v
}

// methods is the order in which the calls of one address come.
var methods = []string{"get", "post", "put", "patch", "delete"}

// callsOf are the calls about one thing, by address.
func (doc *document) callsOf(tag string) (calls []call) {
	for _, path := range slices.Sorted(maps.Keys(doc.Paths)) {
		for _, method := range methods {
			if op, there := doc.Paths[path][method]; there && op.Tags[0] == tag {
				calls = append(calls, doc.callOf(strings.ToUpper(method), path, &op))
			}
		}
	}
	return calls
}

func (doc *document) callOf(method, path string, op *operation) call {
	c := call{
		ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, About: paragraphs(op.Description),
		NeedsKey: len(op.Security) > 0 && len(op.Security[0]) > 0, MayHaveKey: len(op.Security) > 1,
	}
	for _, p := range op.Parameters {
		if p.Ref != "" {
			p = doc.Components.Parameters[last(p.Ref)]
		}
		c.Inputs = append(c.Inputs, input{p.Name, places[p.In], p.Description, p.Required, kindOf(p.Schema)})
	}
	if op.RequestBody != nil {
		form := formOf(op.RequestBody.Content)
		content := op.RequestBody.Content[form]
		c.Body = &sent{op.RequestBody.Description, form, kindOf(content.Schema), indented(content.Example)}
	}
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		r := op.Responses[status]
		if status == "default" {
			c.Failures = r.Description // which statuses they have
			continue
		}
		if r.Ref != "" {
			r = doc.Components.Responses[last(r.Ref)]
		}
		c.Replies = append(c.Replies, replyOf(status, r))
		if len(r.Content) > 1 {
			c.Forms = slices.Sorted(maps.Keys(r.Content))
		}
	}
	return c
}

// places says where a parameter stands, for a person.
var places = map[string]string{"path": "in the address", "query": "after the ? in the address", "header": "a header"}

func replyOf(status string, r response) reply {
	out := reply{Status: status, About: r.Description, Headers: slices.Sorted(maps.Keys(r.Headers))}
	for _, form := range slices.Sorted(maps.Keys(r.Content)) {
		out.Kinds = append(out.Kinds, formed{form, kindOf(r.Content[form].Schema)})
	}
	return out
}

func shapeOf(name string, s schema) shape {
	out := shape{Name: name, About: s.Description, Kind: kindOf(s)}
	for _, field := range slices.Sorted(maps.Keys(s.Properties)) {
		p := s.Properties[field]
		out.Members = append(out.Members, member{field, p.Description, slices.Contains(s.Required, field), kindOf(p)})
	}
	// What must be there comes first.
	slices.SortStableFunc(out.Members, func(a, b member) int { return cmp.Compare(place(a.Needed), place(b.Needed)) })
	return out
}

func place(needed bool) int {
	if needed {
		return 0
	}
	return 1
}

func last(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

func paragraphs(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n\n")
}

// formOf is the media type of a body that is shown: JSON, where it may be that.
func formOf(content map[string]media) string {
	const usual = "application/json"
	if _, there := content[usual]; there || len(content) == 0 {
		return usual
	}
	return slices.Sorted(maps.Keys(content))[0]
}

// indented is an example as people write it: a text as it is, and JSON in lines.
func indented(given json.RawMessage) string {
	var text string
	if json.Unmarshal(given, &text) == nil {
		return text
	}
	var out bytes.Buffer
	if json.Indent(&out, given, "", "  ") != nil {
		return "{}"
	}
	return out.String()
}
