"""Engines: one pure batch function, run by a pool of local processes or by Spark, with the same results.

A batch function takes an Arrow table and gives an Arrow table. A job maps it over the files of a folder: each input
file gives one output file, written whole or not at all, and a file that is there is not made again. A job over groups
brings together all rows of a key first. So what was stopped goes on where it stopped, whichever engine runs it.
"""

from dateline.engines.groups import BUCKETS, GroupJob, run_groups
from dateline.engines.job import ENGINES, Engine, Job, run_job

__all__ = ["BUCKETS", "ENGINES", "Engine", "GroupJob", "Job", "run_groups", "run_job"]
