"""With the tasks on a real Redis: losing it, a worker or a job loses and doubles nothing."""

import pytest
from django.core.management import call_command

from tests.readers import Reader
from wagtail_peersupport import comments
from wagtail_peersupport.models import SupportReply, SupportThread
from wagtail_peersupport.tasks import sync_comments_task

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "How do I wash the heavy tee without shrinking it?"


def test_a_worker_reads_the_comments_and_tells_the_asker(post, rq_worker):
    ann = Reader("Ann")
    question = ann.write(post, QUESTION)
    assert not SupportThread.objects.exists()
    rq_worker.run()
    assert SupportThread.objects.get().comment_id == question.pk
    Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    rq_worker.run()
    assert SupportReply.objects.get().is_answer
    assert [message["To"] for message in rq_worker.mail()] == ["ann@example.com"]


def test_with_redis_down_posting_works_and_the_sweep_catches_up(post, rq_worker, redis_server):
    redis_server.stop()
    question = Reader("Ann").write(post, QUESTION)
    assert comments.find(question.pk) is not None
    assert not SupportThread.objects.exists()
    redis_server.start()
    call_command("peersupport_sweep")
    assert SupportThread.objects.get().comment_id == question.pk


def test_a_job_that_runs_twice_changes_nothing(post, rq_worker):
    question = Reader("Ann").write(post, QUESTION)
    Reader("Bob").write(post, "Wash it cold and hang it up to dry.", question)
    for __ in range(2):
        sync_comments_task.enqueue([question.pk])
    rq_worker.run()
    assert SupportThread.objects.count() == 1
    assert SupportReply.objects.count() == 1
    assert len(rq_worker.mail()) == 1
