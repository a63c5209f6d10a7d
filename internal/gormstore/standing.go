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
		events.AnOrganisation: organisationsWhere("TRUE"),
		events.TheBenchmark:   benchmarks,
	},
	access.OrganisationRole: {
		events.AnOrganisation: organisationsWhere("x.id = @me"),
		events.AGrant:         grantsWhere("x.organisation_id = @me"),
		events.AnAssessment:   assessmentsWhere("x.organisation_id = @me"),
		events.AShare: {`SELECT CASE WHEN ` + shareHolds + ` THEN 'share.granted' ELSE 'share.withdrawn' END AS type,
			x.granted_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
			FROM shares AS x LEFT JOIN share_withdrawals AS w ON w.share_id = x.id WHERE x.organisation_id = @me`, "x.id"},
		events.ARelease: {`SELECT 'release.published' AS type, releases.published_at AS happened_at, NULL AS organisation_id, releases.cohort AS subject_id, releases.period AS subject_of
			FROM releases WHERE releases.kind = 'programme' AND ` + strings.ReplaceAll(readableBy, "?", "@me"), releaseOrder},
		events.TheBenchmark: benchmarks,
	},
	access.PartnerRole: {
		events.AnOrganisation: organisationsWhere("x.id IN " + actsFor),
		events.AGrant:         grantsWhere("x.partner_id = @me AND " + grantHolds),
		events.AnAssessment:   assessmentsWhere("x.organisation_id IN " + actsFor),
		events.TheBenchmark:   benchmarks,
	},
	access.FunderRole: {
		events.ANamedShare: {`SELECT 'share.granted' AS type, x.granted_at AS happened_at, x.organisation_id, x.id AS subject_id, x.programme_id AS subject_of
			FROM shares AS x JOIN programmes AS p ON p.id = x.programme_id JOIN organisations AS o ON o.id = x.organisation_id
			LEFT JOIN share_withdrawals AS w ON w.share_id = x.id
			WHERE p.funder_id = @me AND x.purpose = 'named' AND o.verification = 'verified' AND ` + shareHolds, "x.programme_id || ' ' || x.id"},
		events.ARelease: {`SELECT 'release.published' AS type, r.published_at AS happened_at, NULL AS organisation_id, r.cohort AS subject_id, r.period AS subject_of
			FROM releases AS r JOIN programmes AS p ON p.id = r.cohort WHERE r.kind = 'programme' AND p.funder_id = @me`, "r.period || ' ' || r.cohort"},
		events.TheBenchmark: benchmarks,
	},
}

// A listing is a statement, but for which page of it, and its order.
type listing struct{ query, order string }

const releaseOrder = "releases.period || ' ' || releases.cohort"

var (
	grantHolds = strings.ReplaceAll(holds, "?", "@now")
	actsFor    = "(SELECT organisation_id FROM grants WHERE partner_id = @me AND " + grantHolds + ")"
	shareHolds = strings.NewReplacer("s.", "x.", "?", "@now").Replace(inForce)
)

var benchmarks = listing{`SELECT 'release.published' AS type, releases.published_at AS happened_at, NULL AS organisation_id, releases.period AS subject_id, releases.period AS subject_of
	FROM releases WHERE releases.kind = 'national'`, "releases.period || ' ' || releases.period"}

func organisationsWhere(condition string) listing {
	return listing{`SELECT 'organisation.changed' AS type, x.updated_at AS happened_at, x.id AS organisation_id, x.id AS subject_id, '' AS subject_of
		FROM organisations AS x WHERE ` + condition, "x.id"}
}

func grantsWhere(condition string) listing {
	return listing{`SELECT CASE WHEN ` + grantHolds + ` THEN 'grant.created' ELSE 'grant.revoked' END AS type,
		x.created_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
		FROM grants AS x WHERE ` + condition, "x.id"}
}

func assessmentsWhere(condition string) listing {
	return listing{`SELECT CASE x.state WHEN 'open' THEN 'assessment.opened' ELSE 'assessment.' || x.state END AS type,
		x.updated_at AS happened_at, x.organisation_id, x.id AS subject_id, '' AS subject_of
		FROM assessments AS x WHERE ` + condition, "x.id"}
}

// Standing implements [events.Reader].
func (v view) Standing(ctx context.Context, feed events.Feed, kind events.Kind, at time.Time, page access.Page) ([]events.Event, error) {
	list, there := whatStands[feed.Role][kind]
	if !there || !isText(feed.ID, page.After) {
		return nil, nil
	}
	after := page.After
	if !strings.Contains(list.order, "||") { // all of it is the id
		after = strings.TrimPrefix(after, " ")
	}
	rows, err := find[event](begin(ctx, v.db).Raw(list.query+" AND "+list.order+" > @after ORDER BY "+list.order+" LIMIT @limit",
		map[string]any{"me": feed.ID, "now": at.UnixMilli(), "after": after, "limit": page.Limit}))
	for i := range rows {
		rows[i].SubjectKind = string(kind)
	}
	return found(rows, err)
}
