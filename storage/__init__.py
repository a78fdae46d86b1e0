"""SQLite and PostgreSQL behind the service's `Store`: a chained ledger, rows for queries and an outbox."""
