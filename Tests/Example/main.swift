import ReportKit

let contents = try Report.read(contentsOf: "Fixtures/text/2019-forestry-bureau.txt")
for reading in contents.reports {
  let report = reading.report
  print(report.agency.name, report.year ?? 0, reading.diagnostics.count, "diagnostics")
  switch report["applications", "newlyReceived", "total"] {
  case .number(let number): print("requests received:", number)
  case .blank, .notApplicable, .absent: print("no number was reported")
  case .amountOfUnknownUnit, nil: print("the form has no such cell")
  }
}
print("complete:", contents.isComplete)
