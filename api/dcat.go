package api

import (
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/comparisons"
	"github.com/sevenrungs/sevenrungs/assessments/register"
)

// What follows is DCAT 3 in JSON-LD, with the properties that DCAT-AP asks for.
// Source: https://www.w3.org/TR/vocab-dcat-3/

// dcatContext says what the prefixes stand for. Nobody has to fetch it.
type dcatContext struct {
	DCAT    string `json:"dcat"`
	DCTerms string `json:"dcterms"`
	FOAF    string `json:"foaf"`
	XSD     string `json:"xsd"`
}

var prefixes = dcatContext{"http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/", "http://www.w3.org/2001/XMLSchema#"}

type dcatCatalogue struct {
	Context     dcatContext   `json:"@context"`
	ID          string        `json:"@id"`
	Type        string        `json:"@type"`
	Title       literal       `json:"dcterms:title"`
	Description literal       `json:"dcterms:description"`
	Publisher   agent         `json:"dcterms:publisher"`
	License     resource      `json:"dcterms:license"`
	Language    string        `json:"dcterms:language"`
	Homepage    resource      `json:"foaf:homepage"`
	Datasets    []dcatDataset `json:"dcat:dataset"`
}

type dcatDataset struct {
	ID            string             `json:"@id"`
	Type          string             `json:"@type"`
	Identifier    string             `json:"dcterms:identifier"`
	Title         literal            `json:"dcterms:title"`
	Description   literal            `json:"dcterms:description"`
	Issued        literal            `json:"dcterms:issued"`
	Temporal      periodOfTime       `json:"dcterms:temporal"`
	Publisher     resource           `json:"dcterms:publisher"`
	License       resource           `json:"dcterms:license"`
	Page          resource           `json:"foaf:page"`
	LandingPage   resource           `json:"dcat:landingPage"`
	Keywords      []string           `json:"dcat:keyword"`
	Distributions []dcatDistribution `json:"dcat:distribution"`
}

type dcatDistribution struct {
	Type        string    `json:"@type"`
	Title       literal   `json:"dcterms:title"`
	License     resource  `json:"dcterms:license"`
	MediaType   resource  `json:"dcat:mediaType"`
	AccessURL   resource  `json:"dcat:accessURL"`
	DownloadURL resource  `json:"dcat:downloadURL"`
	ConformsTo  *resource `json:"dcterms:conformsTo,omitempty"`
}

// agent is who publishes something.
type agent struct {
	ID       string    `json:"@id"`
	Type     string    `json:"@type"`
	Name     string    `json:"foaf:name"`
	Mailbox  *resource `json:"foaf:mbox,omitempty"`
	Homepage *resource `json:"foaf:homepage,omitempty"`
}

// resource is something that has an address.
type resource struct {
	ID string `json:"@id"`
}

// literal is a text in a language, or a time.
type literal struct {
	Value    string `json:"@value"`
	Language string `json:"@language,omitempty"`
	Type     string `json:"@type,omitempty"`
}

type periodOfTime struct {
	Type  string  `json:"@type"`
	Start literal `json:"dcat:startDate"`
	End   literal `json:"dcat:endDate"`
}

func inEnglish(text string) literal { return literal{Value: text, Language: "en"} }

func atTime(at time.Time) literal {
	return literal{Value: at.UTC().Format(time.RFC3339), Type: "xsd:dateTime"}
}

// newCatalogue lists what has figures. contact is who publishes it; "" when not told.
func newCatalogue(all []comparisons.OpenData, base, contact string) *dcatCatalogue {
	publisher := publisherOf(base, contact)
	out := &dcatCatalogue{
		Context: prefixes, ID: base + "/v1/benchmarks", Type: "dcat:Catalog",
		Title:       inEnglish("How far organisations are with co-production"),
		Description: inEnglish("Anonymous figures of many organisations, a release for each period. Nothing in them is about any one organisation."),
		Publisher:   publisher, License: resource{licence}, Language: "en", Homepage: resource{base + "/benchmarks"}, Datasets: []dcatDataset{},
	}
	for i := range all {
		for j := range all[i].Publications {
			if p := &all[i].Publications[j]; p.Released {
				out.Datasets = append(out.Datasets, newDataset(&all[i].Period, p, base, resource{publisher.ID}))
			}
		}
	}
	return out
}

// publisherOf names who runs the service, as far as they said so.
func publisherOf(base, contact string) agent {
	out := agent{ID: base + "/#publisher", Type: "foaf:Agent", Name: contact}
	switch {
	case contact == "":
		out.Name, out.Homepage = "Whoever runs "+base, &resource{base + "/contact"}
	case strings.Contains(contact, "://"):
		out.Homepage = &resource{contact}
	default:
		out.Mailbox = &resource{"mailto:" + contact}
	}
	return out
}

func newDataset(period *comparisons.Period, p *comparisons.Publication, base string, publisher resource) dcatDataset {
	address := base + openPath(p)
	whose := "all sectors"
	keywords := []string{"co-production", "anonymous"}
	if len(p.Sectors) > 0 {
		names := each(p.Sectors, func(code *string) string { return register.Sector(*code).Name() })
		whose, keywords = strings.Join(names, "; "), append(keywords, names...)
	}
	table := dcatDistribution{
		Type: "dcat:Distribution", Title: inEnglish("A table"), License: resource{licence}, MediaType: registered(csvType),
		AccessURL: resource{address}, DownloadURL: resource{address + "?as=csv"}, ConformsTo: &resource{address + "/schema"},
	}
	plain := table
	plain.Title, plain.MediaType, plain.DownloadURL, plain.ConformsTo = inEnglish("JSON"), registered(jsonType), resource{address}, nil
	return dcatDataset{
		ID: address, Type: "dcat:Dataset", Identifier: address,
		Title:       inEnglish("Co-production in " + p.Period + ": " + whose),
		Description: inEnglish("Where organisations stand on the ladder of co-production, as a group. It says how far each figure may be off. A difference to another period shows no clear change where it is below clear_change."),
		Issued:      atTime(p.PublishedAt), Temporal: periodOfTime{"dcterms:PeriodOfTime", atTime(period.OpensAt), atTime(period.ClosesAt)},
		Publisher: publisher, License: resource{licence}, Page: resource{method},
		LandingPage: resource{base + strings.TrimPrefix(openPath(p), "/v1")}, Keywords: keywords, Distributions: []dcatDistribution{table, plain},
	}
}

// registered is the name of a media type where those are registered.
func registered(mediaType string) resource {
	return resource{"http://www.iana.org/assignments/media-types/" + mediaType}
}
