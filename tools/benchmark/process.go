package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// A process is a service that was started for the benchmark.
type process struct {
	command *exec.Cmd
	said    *bufio.Scanner // what it says at its start
}

// start starts a program. What it logs goes to a file, as it would on a server.
func start(ctx context.Context, log string, environ []string, program string, args ...string) (*process, error) {
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close() // the program has its own
	command := exec.CommandContext(ctx, program, args...)
	command.Cancel = func() error { return command.Process.Signal(os.Interrupt) }
	command.Env, command.Stderr = append(os.Environ(), environ...), file
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := command.Start(); err != nil {
		return nil, err
	}
	return &process{command, bufio.NewScanner(out)}, nil
}

// hears waits for a line and returns what stands in the parentheses.
func (p *process) hears(line *regexp.Regexp) (string, error) {
	for p.said.Scan() {
		if found := line.FindStringSubmatch(p.said.Text()); found != nil {
			return found[1], nil
		}
	}
	return "", errors.Join(fmt.Errorf("%s did not say %s", p.command.Path, line), p.said.Err(), p.command.Wait())
}

// stop ends the program and waits for it.
func (p *process) stop() {
	_ = p.command.Process.Signal(os.Interrupt)
	for p.said.Scan() { // the rest is read, or the program would wait for us
		_, _ = io.WriteString(io.Discard, p.said.Text())
	}
	_ = p.command.Wait()
}

// spent is how much processor time the program has used, in seconds; 0 where the
// system does not say. It is what is left to compare on a machine that is busy
// with other things.
func (p *process) spent() float64 {
	const ticks = 100 // in a second, as Linux tells it; see proc_pid_stat(5)
	stat, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.command.Process.Pid))
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.ParseFloat(fields[11], 64)
	system, _ := strconv.ParseFloat(fields[12], 64)
	return (user + system) / ticks
}
