package gormstore

import (
	"context"

	"github.com/sevenrungs/sevenrungs/assessments"
)

// plan is a row of plans.
type plan struct {
	AssessmentID string `gorm:"primaryKey"`
	Revision     int
}

func (p plan) domain() assessments.Plan {
	return assessments.Plan{Assessment: p.AssessmentID, Revision: p.Revision}
}

// planAction is a row of plan_actions.
type planAction struct {
	AssessmentID string `gorm:"primaryKey"`
	Position     int    `gorm:"primaryKey"`
	ID           string
	Question     string
	Text         string
	Owner        string
	Due          string
	State        string
}

func (a planAction) domain() assessments.Action {
	return assessments.Action{
		ID: a.ID, Question: a.Question, Text: a.Text, Owner: a.Owner, Due: assessments.Day(a.Due), State: assessments.ActionState(a.State),
	}
}

// Plan implements [assessments.Reader].
func (v view) Plan(ctx context.Context, assessment string) (found assessments.Plan, err error) {
	err = v.whole(ctx, func(v view) error {
		if found, err = take[plan](ctx, v.db, "plan", "assessment_id = ?", assessment); err != nil {
			return err
		}
		found.Actions, err = all[planAction](ctx, v.db, "position", "assessment_id = ?", assessment)
		return err
	})
	return found, err
}

// AddPlan implements [assessments.Tx].
func (t tx) AddPlan(ctx context.Context, p assessments.Plan) error {
	if err := add(ctx, t.db, plan{p.Assessment, p.Revision}); err != nil {
		return err
	}
	return t.addActions(ctx, &p)
}

// SavePlan implements [assessments.Tx].
func (t tx) SavePlan(ctx context.Context, p assessments.Plan) error {
	err := changedOne[plan](changed(begin(ctx, t.db).Model(&plan{}).Where("assessment_id = ?", p.Assessment).Update("revision", p.Revision)))
	if err != nil {
		return err
	}
	if err := begin(ctx, t.db).Where("assessment_id = ?", p.Assessment).Delete(&planAction{}).Error; err != nil {
		return err
	}
	return t.addActions(ctx, &p)
}

func (t tx) addActions(ctx context.Context, p *assessments.Plan) error {
	rows := make([]planAction, len(p.Actions))
	for i, a := range p.Actions {
		rows[i] = planAction{p.Assessment, i, a.ID, a.Question, a.Text, a.Owner, string(a.Due), string(a.State)}
	}
	if len(rows) == 0 {
		return nil
	}
	return begin(ctx, t.db).Create(&rows).Error
}
