package edge

// Problem is a problem document.
type Problem struct {
	Status int     `json:"status"`
	Errors []Fault `json:"errors,omitempty"`
}

// Fault is one thing that is wrong.
type Fault struct {
	Pointer string `json:"pointer"`
}
