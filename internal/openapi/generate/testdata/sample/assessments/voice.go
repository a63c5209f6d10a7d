// Package assessments stands for the domain.
package assessments

// Voice says who answers.
type Voice string

const (
	Lived  Voice = "lived"
	Learnt Voice = "learnt"
)
