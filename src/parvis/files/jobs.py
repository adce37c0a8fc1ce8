"""Background jobs of the files."""

from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(name="parvis.sweep_files", queue="upkeep", queueing_lock="sweep_files")
def sweep_files(timestamp: int) -> None:
    """Each night, what refused forms and killed processes left behind."""
    from parvis.files.sweeping import sweep
    from parvis.tenancy.each_town import in_each_town

    in_each_town(sweep)
