internal import Glibc
internal import ReportKit

/// One line on the terminal that says how far a long run is: count, rate, time left.
///
/// It shows only when standard error is a terminal, and only once a run takes a second.
final class ProgressLine {
  private let start = ContinuousClock.now
  private var lastShown = ContinuousClock.now
  private var isShown = false

  /// Makes a line; nil if nobody would see it.
  init?() {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
  }

  /// Shows `progress`, at most a few times a second.
  func show(_ progress: RunProgress) {
    let now = ContinuousClock.now
    guard now - lastShown > .milliseconds(250), now - start > .seconds(1) else { return }
    lastShown = now
    isShown = true
    let seconds = max(0.001, (now - start) / .seconds(1))
    let rate = Int(Double(progress.reports) / seconds)
    var zh = "已处理 \(progress.reports) 份报告，每秒 \(rate) 份"
    var en = "\(progress.reports) reports, \(rate) a second"
    if progress.inputs > 0 {
      zh += "，已读 \(progress.inputs) 个输入"
      en += ", \(progress.inputs) inputs read"
    } else if progress.bytes > progress.bytesRead, progress.bytesRead > 0 {
      // Within one input, its size tells the rest; of a folder, nothing does.
      let rest = Double(progress.bytes - progress.bytesRead)
      let left = Int(min(rest * seconds / Double(progress.bytesRead), 1e9)) + 1
      zh += "，约剩 \(left) 秒"
      en += ", about \(left) s left"
    }
    write("\r\u{1B}[K" + say(zh: zh, en: en))
  }

  /// Takes the line away, so that something else can be printed.
  func clear() {
    guard isShown else { return }
    isShown = false
    write("\r\u{1B}[K")
  }

  private func write(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
