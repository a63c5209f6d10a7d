package assessments

import (
	"context"
	"slices"
	"time"

	"github.com/sevenrungs/sevenrungs/assessments/access"
	"github.com/sevenrungs/sevenrungs/assessments/fault"
	"github.com/sevenrungs/sevenrungs/assessments/instrument"
)

// Plan is what an organisation means to do after a closed assessment. It starts
// with the next steps.
type Plan struct {
	Assessment string
	Revision   int // 1 when seeded, one more with each change
	Actions    []Action
}

// Tag names this state of the plan.
func (p *Plan) Tag() string { return tagOf(p.Revision) }

// Plans reads plans, each with its actions in their order.
type Plans interface {
	// Plan returns the plan of an assessment. One with nothing in it is not the
	// same as none.
	Plan(ctx context.Context, assessment string) (Plan, error)
}

// PlanWriter keeps plans.
type PlanWriter interface {
	// AddPlan is an error when the assessment has a plan, or another plan has one
	// of the actions.
	AddPlan(ctx context.Context, p Plan) error
	// SavePlan replaces the plan and all its actions.
	SavePlan(ctx context.Context, p Plan) error
}

// Action is one thing to do.
type Action struct {
	ID       string
	Question string // the question it is about; "" for none
	Text     string
	Owner    string // who does it; "" for nobody yet
	Due      Day    // "" for no day
	State    ActionState
}

// ActionState is how far an action has got.
type ActionState string

// The states of an action.
const (
	ActionOpen    ActionState = "open"
	ActionDoing   ActionState = "doing"
	ActionDone    ActionState = "done"
	ActionDropped ActionState = "dropped"
)

// ActionStates lists the states.
var ActionStates = []ActionState{ActionOpen, ActionDoing, ActionDone, ActionDropped}

// MaxActions is how many actions a plan holds.
const MaxActions = 200

// ActionInput is an action as it was sent.
type ActionInput struct {
	Question string
	Text     string
	Owner    string
	Due      string
	State    string // "" for open
}

// Input returns the action as it would be sent.
func (a *Action) Input() ActionInput {
	return ActionInput{a.Question, a.Text, a.Owner, string(a.Due), string(a.State)}
}

// seedPlan makes a plan of the next steps, in the instrument's first words.
func (s *Service) seedPlan(ctx context.Context, tx Tx, stored *StoredResult) error {
	in := stored.Instrument
	words := in.WordsFor(nil, instrument.Standard)
	plan := Plan{Assessment: stored.Assessment.ID, Revision: 1}
	for _, principle := range stored.Principles {
		if principle.NextStep == nil {
			continue
		}
		for _, raise := range principle.NextStep.Raises {
			question := in.Questions[raise.Question].ID
			plan.Actions = append(plan.Actions, Action{
				ID: s.NewID(), Question: question, Text: words.Choice(question, principle.NextStep.Rung), State: ActionOpen,
			})
		}
	}
	return tx.AddPlan(ctx, plan)
}

// Plan returns the plan of a closed assessment.
func (s *Service) Plan(ctx context.Context, caller access.Caller, assessment string) (Plan, error) {
	a, err := s.Assessment(ctx, caller, assessment)
	if err != nil {
		return Plan{}, err
	}
	if err := a.mustBeClosed(); err != nil {
		return Plan{}, err
	}
	return s.Store.Plan(ctx, assessment)
}

// editPlan loads a plan, has it changed, and saves it.
func (s *Service) editPlan(ctx context.Context, tx Tx, caller access.Caller, assessment string, match access.Match, edit func(a *Assessment, p *Plan) error) (Plan, error) {
	a, err := s.reachAssessment(ctx, tx, caller, assessment)
	if err != nil {
		return Plan{}, err
	}
	if err := a.mustBeClosed(); err != nil {
		return Plan{}, err
	}
	plan, err := tx.Plan(ctx, assessment)
	if err != nil {
		return Plan{}, err
	}
	if err := match.Check(plan.Tag()); err != nil {
		return Plan{}, err
	}
	if err := edit(&a, &plan); err != nil {
		return Plan{}, err
	}
	plan.Revision++
	return plan, tx.SavePlan(ctx, plan)
}

// anyState is for what may be done whatever else changed meanwhile.
var anyState = access.Match{"*"}

// NewAction is an action with the plan it was added to.
type NewAction struct {
	Action
	Plan Plan
}

// AddAction adds an action to a plan.
func (s *Service) AddAction(ctx context.Context, caller access.Caller, assessment string, in ActionInput, once *access.IdempotencyKey[NewAction]) (NewAction, error) {
	id := s.NewID()
	return createFor(ctx, s, once, assessment, func(tx Tx) (NewAction, error) {
		added := Action{ID: id}
		plan, err := s.editPlan(ctx, tx, caller, assessment, anyState, func(a *Assessment, p *Plan) error {
			if len(p.Actions) >= MaxActions {
				return fault.Refuse(fault.Conflict, "refusal.most_actions", "most", MaxActions)
			}
			if err := added.set(in, s.instrumentOf(a)); err != nil {
				return err
			}
			p.Actions = append(p.Actions, added)
			return nil
		})
		return NewAction{added, plan}, err
	})
}

const anAction = "action"

// ChangeAction edits an action. match is for the plan; change gets the action as
// it is and makes it what is wanted.
func (s *Service) ChangeAction(ctx context.Context, caller access.Caller, assessment, id string, match access.Match, change func(*ActionInput) error) (Action, Plan, error) {
	plan, err := access.Within(ctx, s.Store.Write, func(tx Tx) (Plan, error) {
		return s.editPlan(ctx, tx, caller, assessment, match, func(a *Assessment, p *Plan) error {
			position := p.find(id)
			if position < 0 {
				return fault.NoSuch(anAction)
			}
			in := p.Actions[position].Input()
			if err := change(&in); err != nil {
				return err
			}
			return p.Actions[position].set(in, s.instrumentOf(a))
		})
	})
	if err != nil {
		return Action{}, Plan{}, err
	}
	return plan.Actions[plan.find(id)], plan, nil
}

// RemoveAction takes an action out of a plan. match is for the plan.
func (s *Service) RemoveAction(ctx context.Context, caller access.Caller, assessment, id string, match access.Match) error {
	return s.Store.Write(ctx, func(tx Tx) error {
		_, err := s.editPlan(ctx, tx, caller, assessment, match, func(_ *Assessment, p *Plan) error {
			position := p.find(id)
			if position < 0 {
				return fault.NoSuch(anAction)
			}
			p.Actions = slices.Delete(p.Actions, position, position+1)
			return nil
		})
		return err
	})
}

func (p *Plan) find(id string) int {
	return slices.IndexFunc(p.Actions, func(a Action) bool { return a.ID == id })
}

// set makes an action what was sent, or names every fault.
func (a *Action) set(in ActionInput, questionnaire *instrument.Instrument) error {
	var faults fault.List
	changed := Action{ID: a.ID, Question: in.Question, State: ActionState(in.State), Due: Day(in.Due)}
	if in.Question != "" && questionnaire != nil {
		if _, known := questionnaire.Position(in.Question); !known {
			faults.Add(fault.At("question"), "There is no question %.80q in %s %s.", in.Question, questionnaire.ID, questionnaire.Version)
		}
	}
	changed.Text = faults.FreeText(fault.At("text"), in.Text)
	if changed.Text == "" {
		faults.Say(fault.At("text"), "refusal.no_action")
	}
	changed.Owner = faults.Reference(fault.At("owner"), in.Owner)
	if _, err := time.Parse(time.DateOnly, in.Due); in.Due != "" && err != nil {
		faults.Say(fault.At("due"), "refusal.no_day", "given", fault.Quoted(in.Due))
	}
	if in.State == "" {
		changed.State = ActionOpen
	} else if !slices.Contains(ActionStates, changed.State) {
		faults.Add(fault.At("state"), "There is no state %.80q. Use open, doing, done or dropped.", in.State)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	*a = changed
	return nil
}
