package api

import "github.com/sevenrungs/sevenrungs/internal/edge"

// Problem is what every failure looks like (RFC 9457).
type Problem = edge.Problem
