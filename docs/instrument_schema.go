package docs

import _ "embed"

// InstrumentSchema is the JSON Schema (2020-12) of an instrument file, for
// editors and for other programs. It tells most faults and not all of them:
// what refers to something else in the file only the program checks. Callers
// must not change the bytes.
//
//go:embed instrument.schema.json
var InstrumentSchema []byte
