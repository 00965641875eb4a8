package archive

import (
	"errors"
	"fmt"
	"io/fs"

	"notis/internal/diag"
)

func problem(rule, file string, args map[string]any) diag.Diagnostic {
	return diag.Diagnostic{Rule: rule, Severity: diag.Error, File: file, Args: args}
}

// misshapen is a file that does not follow its format, with the line.
func misshapen(rule, file string, f *fault) diag.Diagnostic {
	d := problem(rule, file, map[string]any{"Problem": f.what})
	d.Line, d.Column = f.line, 1
	return d
}

// formatProblem is a record of a format that this program does not know.
func formatProblem(file string, format any) diag.Diagnostic {
	return problem("archive-format", file, map[string]any{"Format": fmt.Sprint(format), "Known": fmt.Sprint(format1)})
}

// unreadable words a failure of the file system: a file that is not there is
// missing from the archive, anything else is told as it is.
func unreadable(file string, err error) diag.Diagnostic {
	if errors.Is(err, fs.ErrNotExist) {
		return problem("archive-missing", file, nil)
	}
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err // the path stands before the message already
	}
	return problem("unreadable", file, map[string]any{"Problem": err.Error()})
}
