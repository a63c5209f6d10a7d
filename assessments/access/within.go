package access

import "context"

// Within runs do in a transaction, and returns what do returned when it ran for
// the last time. transaction is the method of a store that runs one: to write or
// to read. It may run do more than once. So do returns what comes of it, and
// sets nothing that is declared outside it.
func Within[T, Tx any](ctx context.Context, transaction func(context.Context, func(Tx) error) error, do func(Tx) (T, error)) (T, error) {
	var last T
	err := transaction(ctx, func(tx Tx) (err error) {
		last, err = do(tx)
		return err
	})
	return last, err
}
