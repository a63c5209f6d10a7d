# What there is to do here. Each target calls what does it: nothing is decided
# in this file, and nothing needs it.
.DEFAULT_GOAL := help
tool := go tool -modfile=tools/go.mod

help: ## say what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## start the service here, on a file beside it
	go run .

demo: ## fill demo.db with invented organisations, and say how to look at them
	SEVENRUNGS_DATABASE=demo.db go run . demo

test: ## run every test
	go test ./...

race: ## run every test with all its tries, in random order, looking for races
	TEST_TRIES=all go test -race -shuffle=on ./...

words: ## hold the docs to plain words, whole links and the house as it is
	go test ./docs ./internal/archtest

lint: ## run the linter
	$(tool) golangci-lint run

generate: ## make what is generated anew: the OpenAPI document, the drawing of the house
	go generate ./...

pictures: ## draw the pictures of the tests anew
	go test ./assessments/picture -update

fuzz: ## run every fuzz target, with 5,000 inputs each or INPUTS=
	bash tools/fuzz.sh $(INPUTS)

bench: ## measure the service beside PocketBase; it wants the machine to itself
	cd tools/benchmark && go run .

closing: ## measure how long closing holds others up
	go test -run '^$$' -bench Closing -benchtime 1x ./internal/gormstore

browser: ## try the docs, the pages and the pictures in a real browser
	cd tools && npm ci --no-progress
	go build -o sevenrungs .
	bash tools/browser/run.sh sevenrungs

vulnerable: ## look for known weaknesses in what is used; this asks the network
	$(tool) govulncheck ./...

ci: ## run all that must hold before a change lands
	bash .ci/run

release: ## make the files of a release in dist/; TRIAL=0.1.0-rc.1 needs no tag
	bash tools/release.sh

.PHONY: help run demo test race words lint generate pictures fuzz bench closing browser vulnerable ci release
