import ReportDiagnostics
import ReportKit

/// Keeps everything that a run tells, in order.
final class Recorder: RunObserver {
  var findings: [Diagnostic] = []
  var outcomes: [ReportOutcome] = []

  func found(_ finding: Diagnostic) { findings.append(finding) }
  func finished(_ outcome: ReportOutcome) { outcomes.append(outcome) }
  func progressed(_ progress: RunProgress) {}
}
