"""What is counted while Baton runs, for ``/metrics``."""

from prometheus_client import Counter, Gauge, Histogram

SETTLED = Counter("baton_messages", "Messages by what became of a try.", ["platform", "state"])
SENT_BLINDLY = Counter("baton_sent_blindly", "Messages sent again where no look was possible.", ["platform"])
FENCED = Counter("baton_fenced", "Lanes lost to another program while they were held.")
FIRED = Counter("baton_timers_fired", "Timers that fell due and happened.")
DELAY = Histogram(
    "baton_delivery_delay_seconds",
    "From falling due to being on display.",
    buckets=(0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600),
)
QUEUED = Gauge("baton_queued", "Messages that are due and not on display, by state.", ["state"])
OLDEST = Gauge("baton_oldest_waits_seconds", "How long the message waits that waits the longest.")
