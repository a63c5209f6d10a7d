package release

import (
	"reflect"
	"strings"
	"testing"
)

func TestTheZeroPolicyIsRefusedWithEveryFaultNamed(t *testing.T) {
	t.Parallel()
	err := Policy{}.Validate()
	if err == nil {
		t.Fatal("a policy without a figure is let through")
	}
	figures := 0
	eachFigure(reflect.ValueOf(new(Policy)).Elem(), func(string, reflect.Value) { figures++ })
	if got := strings.Count(err.Error(), "\n"); got != figures { // and one line more, for the version
		t.Errorf("%d lines for %d figures and a version:\n%v", got+1, figures, err)
	}
	if _, err := Decide(Policy{}, census(nil)); err == nil {
		t.Error("a plan is made by no policy")
	}
}

func TestEveryFigureIsAFloor(t *testing.T) {
	t.Parallel()
	// Which way a figure is weaker is written out once more here.
	weakerWhenMore := map[string]bool{
		"PeriodDays": true, "Programmes": true, "One": true, "Two": true,
		"HistogramEpsilon": true, "SumEpsilon": true, "EpsilonCap": true,
	}
	for _, base := range []Policy{Default(), Demo()} {
		if err := base.Validate(); err != nil {
			t.Fatal(err)
		}
		p := base
		eachFigure(reflect.ValueOf(&p).Elem(), func(name string, figure reflect.Value) {
			value := figure.Int()
			weaker := value - 1
			if weakerWhenMore[name] {
				weaker = value + 1
			}
			for _, wrong := range []int64{weaker, -value - 1, 2_000_000} {
				figure.SetInt(wrong)
				if err := p.Validate(); err == nil || strings.Count(err.Error(), "\n") > 1 {
					t.Errorf("%s %d instead of %d: %v", name, wrong, value, err)
				}
			}
			figure.SetInt(value)
		})
	}
}

// eachFigure visits every whole number of a policy.
func eachFigure(of reflect.Value, visit func(string, reflect.Value)) {
	for i := range of.NumField() {
		switch field := of.Field(i); field.Kind() {
		case reflect.Struct:
			eachFigure(field, visit)
		case reflect.Int:
			visit(of.Type().Field(i).Name, field)
		}
	}
}

func TestAStricterPolicyIsLetThrough(t *testing.T) {
	t.Parallel()
	p := Default()
	p.AgeDays, p.Programmes, p.Programme.Controllers, p.SumScale, p.MeanStep = 365, 1, 20, 50, 10
	p.HistogramEpsilon, p.SumEpsilon, p.EpsilonCap = 400, 100, 800
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}

func TestThePolicyMustAddUp(t *testing.T) {
	t.Parallel()
	for name, corrupt := range map[string]func(*Policy){
		"a version that nobody knows":   func(p *Policy) { p.Version = "1" },
		"a rounding that misses 100":    func(p *Policy) { p.MeanStep = 7 },
		"a rounding with no middle":     func(p *Policy) { p.StanceStep = 50 },
		"less ε than a cohort costs":    func(p *Policy) { p.EpsilonCap = 1999 },
		"no waiting without being demo": func(p *Policy) { p.AgeDays, p.NoticeDays = 0, 0 },
	} {
		p := Default()
		corrupt(&p)
		if p.Validate() == nil {
			t.Errorf("%s is let through", name)
		}
	}
}

func TestADemoDropsNothingButTheWaiting(t *testing.T) {
	t.Parallel()
	p := Demo()
	p.AgeDays, p.NoticeDays, p.Demo = 90, 30, false
	if p != Default() {
		t.Errorf("got %+v", p)
	}
}
