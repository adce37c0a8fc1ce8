from parvis.insights.counting import breakdown, by_column
from parvis.insights.ground import Ground
from parvis.insights.registry import Indicator
from parvis.insights.results import Result


class UntreatedDepartment(Indicator):
    id = "untreated_department"
    label = "Non traitées par service"
    version = 1
    definition = "Demandes non traitées, comptées dans le service qui les détient aujourd'hui."

    def compute(self, ground: Ground) -> Result:
        selection = ground.selection.narrowed(state="untreated")
        departments = ground.town.catalogue.departments
        rows = breakdown(
            by_column(ground.cases(selection), "department_id"),
            lambda pk: (departments[pk or 0].code, departments[pk or 0].name),
            lambda code: selection.narrowed(department=code),
            "total",
        )
        return Result(rows=rows, labels={"total": "Demandes"})
