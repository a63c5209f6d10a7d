package gormstore

import (
	"context"
	"strings"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/events"
)

// whatStands says for each role, and each kind of thing that it may see, how these are
// read as rows of events, and which columns they are in order of. @me stands for who
// asks, and @now for the time.
var whatStands = map[access.Role]map[events.Kind]listing{
	access.OperatorRole: {
		events.AnOrganisation: organisationsFrom("organisations AS x WHERE TRUE", "x.id"),
		events.TheBenchmark:   benchmarks,
	},
	access.OrganisationRole: {
		events.AnOrganisation: organisationsFrom("organisations AS x WHERE x.id = @me", "x.id"),
		events.AGrant:         grantsWhere("x.organisation_id = @me"),
		events.AnAssessment:   assessmentsFrom("assessments AS x WHERE x.organisation_id = @me", "x.id"),
		events.AShare: {`SELECT CASE WHEN ` + shareHolds + ` THEN 'share.granted' ELSE 'share.withdrawn' END AS type,
			x.granted_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
			FROM shares AS x LEFT JOIN share_withdrawals AS w ON w.share_id = x.id WHERE x.organisation_id = @me`, "", "x.id"},
		events.ARelease: {`SELECT 'release.published' AS type, releases.published_at AS happened_at, NULL AS organisation_id, releases.cohort AS subject_id, releases.period AS subject_of
			FROM releases WHERE releases.kind = 'programme' AND ` + strings.ReplaceAll(readableBy, "?", "@me"), "releases.period", "releases.cohort"},
		events.TheBenchmark: benchmarks,
	},
	access.PartnerRole: {
		events.AnOrganisation: organisationsFrom("partner_organisations AS p CROSS JOIN organisations AS x WHERE x.id = p.organisation_id AND "+sees, "p.organisation_id"),
		events.AGrant:         grantsWhere("x.partner_id = @me AND " + grantHolds),
		events.AnAssessment:   assessmentsFrom("partner_assessments AS p CROSS JOIN assessments AS x WHERE x.id = p.assessment_id AND "+sees, "p.assessment_id"),
		events.TheBenchmark:   benchmarks,
	},
	access.FunderRole: {
		events.ANamedShare: {`SELECT 'share.granted' AS type, x.granted_at AS happened_at, x.organisation_id, x.id AS subject_id, x.programme_id AS subject_of
			FROM programmes AS p CROSS JOIN shares AS x JOIN organisations AS o ON o.id = x.organisation_id
			LEFT JOIN share_withdrawals AS w ON w.share_id = x.id
			WHERE x.programme_id = p.id AND p.funder_id = @me AND x.purpose = 'named' AND o.verification = 'verified' AND ` + shareHolds, "p.id", "x.id"},
		events.ARelease: {`SELECT 'release.published' AS type, r.published_at AS happened_at, NULL AS organisation_id, r.cohort AS subject_id, r.period AS subject_of
			FROM releases AS r JOIN programmes AS p ON p.id = r.cohort WHERE r.kind = 'programme' AND p.funder_id = @me`, "r.period", "r.cohort"},
		events.TheBenchmark: benchmarks,
	},
}

// A listing is a statement, but for which page of it, and its order: of what something
// is found under, where that is not the organisation, and of its ids there.
type listing struct{ query, of, id string }

var (
	grantHolds = strings.ReplaceAll(holds, "?", "@now")
	sees       = "p.partner_id = @me AND p.until > @now"
	shareHolds = strings.NewReplacer("s.", "x.", "?", "@now").Replace(inForce)
)

var benchmarks = listing{`SELECT 'release.published' AS type, releases.published_at AS happened_at, NULL AS organisation_id, releases.period AS subject_id, releases.period AS subject_of
	FROM releases WHERE releases.kind = 'national'`, "releases.period", "releases.period"}

func organisationsFrom(tables, id string) listing {
	return listing{`SELECT 'organisation.changed' AS type, x.updated_at AS happened_at, x.id AS organisation_id, x.id AS subject_id, '' AS subject_of
		FROM ` + tables, "", id}
}

func grantsWhere(condition string) listing {
	return listing{`SELECT CASE WHEN ` + grantHolds + ` THEN 'grant.created' ELSE 'grant.revoked' END AS type,
		x.created_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
		FROM grants AS x WHERE ` + condition, "", "x.id"}
}

func assessmentsFrom(tables, id string) listing {
	return listing{`SELECT CASE x.state WHEN 'open' THEN 'assessment.opened' ELSE 'assessment.' || x.state END AS type,
		x.updated_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
		FROM ` + tables, "", id}
}

// Standing implements [events.Reader].
func (v view) Standing(ctx context.Context, feed events.Feed, kind events.Kind, at time.Time, page access.Page) ([]events.Event, error) {
	list, there := whatStands[feed.Role][kind]
	if !there || !isText(feed.ID, page.After) {
		return nil, nil
	}
	of, after, _ := strings.Cut(page.After, " ")
	where, order := list.id+" > @after", list.id
	if list.of != "" {
		where, order = "("+list.of+", "+list.id+") > (@of, @after)", list.of+", "+list.id
	}
	rows, err := find[event](begin(ctx, v.db).Raw(list.query+" AND "+where+" ORDER BY "+order+" LIMIT @limit",
		map[string]any{"me": feed.ID, "now": at.UnixMilli(), "of": of, "after": after, "limit": page.Limit}))
	for i := range rows {
		rows[i].SubjectKind = string(kind)
	}
	return found(rows, err)
}
