module github.com/sevenrungs/sevenrungs/docs/examples/go

go 1.26.0

require github.com/sevenrungs/sevenrungs/clients/go v1.0.0

replace github.com/sevenrungs/sevenrungs/clients/go => ../../../clients/go
