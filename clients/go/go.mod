module github.com/sevenrungs/sevenrungs/clients/go

go 1.26.0
