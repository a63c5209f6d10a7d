package edge

// Problem is a problem document.
type Problem struct {
	Status int `json:"status"`
	// What is wrong, one by one
	Errors []Fault `json:"errors,omitempty"`
}

// Fault is one thing that is wrong.
type Fault struct {
	// Where it is
	Pointer string `json:"pointer"`
}
