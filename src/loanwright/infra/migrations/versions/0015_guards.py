"""Guards against repetition may be forgotten, and a job that kills its worker counts its attempts."""

from alembic import op

from loanwright.infra.migrations.support import APP_ROLE

revision = "0015_guards"
down_revision = "0014_reporting"


def upgrade() -> None:
    op.create_index("ix_task_done_done_at", "task_done", ["done_at"], postgresql_using="brin")
    op.create_index("ix_idempotency_record_created_at", "idempotency_record", ["created_at"], postgresql_using="brin")
    op.execute(f"GRANT DELETE ON task_done TO {APP_ROLE}")
    _count_abandoned_attempts()


def _count_abandoned_attempts() -> None:
    # pgqueuer counts an attempt when a worker reports its failure. A worker that died reports nothing, so the attempt
    # is counted when another takes its job over: without this a job that kills its worker would go on for ever. Here
    # rather than in the worker because taking over happens inside pgqueuer's one statement; other updates pay nothing.
    op.execute(
        """
        CREATE FUNCTION count_abandoned_attempt() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.attempts := OLD.attempts + 1;
            RETURN NEW;
        END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER count_abandoned_attempt BEFORE UPDATE OF queue_manager_id ON pgqueuer FOR EACH ROW
        WHEN (OLD.status = 'picked' AND NEW.status = 'picked' AND OLD.queue_manager_id <> NEW.queue_manager_id)
        EXECUTE FUNCTION count_abandoned_attempt()
        """
    )
