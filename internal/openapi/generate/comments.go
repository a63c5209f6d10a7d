package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
)

// readComments reads the comments of all types in a folder and below it, by the
// names of the package and the type: the first paragraph of each, as Go's own
// documentation shows it. swag reads those of fields, and none of types.
func readComments(folder string, comments map[string]string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, declaration := range file.Decls {
			group, is := declaration.(*ast.GenDecl)
			if !is || group.Tok != token.TYPE {
				continue
			}
			for _, of := range group.Specs {
				if of, is := of.(*ast.TypeSpec); is {
					name := definitionOf(file, of)
					shown := name[strings.LastIndexByte(name, '.')+1:]
					text := firstParagraph(of.Doc.Text() + group.Doc.Text())
					comments[name] = strings.Replace(text, of.Name.Name, strings.ToUpper(shown[:1])+shown[1:], 1)
				}
			}
		}
		return nil
	})
}

// definitionOf is the name that swag gives a type: its own, unless a comment behind
// the type gives another (@name).
func definitionOf(file *ast.File, of *ast.TypeSpec) string {
	if _, name, given := strings.Cut(of.Comment.Text(), "@name "); given {
		return strings.TrimSpace(name)
	}
	return file.Name.Name + "." + of.Name.Name
}

// link is what leads to another declaration in a comment.
var link = regexp.MustCompile(`\[([A-Za-z.]+)\]`)

func firstParagraph(comment string) string {
	text, _, _ := strings.Cut(comment, "\n\n")
	return link.ReplaceAllString(strings.Join(strings.Fields(text), " "), "$1")
}
