// Package sevenrungs talks to Seven Rungs, the service that scores how far an
// organisation is with co-production.
//
//	rungs := sevenrungs.New("https://rungs.example.org", sevenrungs.WithKey(key))
//	opened, err := rungs.CreateAssessment(ctx, sevenrungs.AssessmentRequest{…})
//
// Each call of the API is a method. A failure is a [*Error], which says where
// each fault is. What was not done is sent again by itself, and nothing is made
// twice. The types and methods are made from the API's OpenAPI document.
package sevenrungs

// APIVersion is the version of the API that the client was made for.
const APIVersion = "1"
