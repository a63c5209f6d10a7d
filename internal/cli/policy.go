package cli

import (
	"fmt"
	"os"

	"github.com/go-json-experiment/json"

	"github.com/sevenrungs/sevenrungs/assessments/release"
)

// readPolicy reads the policy in a file, or takes the built-in one. One with a
// figure that is missing, unknown or too weak is refused.
func readPolicy(path string, demo bool) (release.Policy, error) {
	policy := release.Default()
	if demo {
		policy = release.Demo()
	}
	if path == "" {
		return policy, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return policy, fmt.Errorf("the policy cannot be read: %w", err)
	}
	policy = release.Policy{}
	if err := json.Unmarshal(text, &policy, json.RejectUnknownMembers(true)); err != nil {
		return policy, fmt.Errorf("the policy %s cannot be read: %w", path, err)
	}
	if policy.Demo != demo {
		return policy, fmt.Errorf("the policy %s is for a demonstration, or the database is, but not both", path)
	}
	if err := policy.Validate(); err != nil {
		return policy, fmt.Errorf("the policy %s is refused:\n%w", path, err)
	}
	return policy, nil
}
