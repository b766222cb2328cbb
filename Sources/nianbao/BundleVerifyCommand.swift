internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao bundle verify`.
struct BundleVerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: say(zh: "按清单校验归档包。", en: "Checks a bundle against its manifests."),
    discussion: discussion(
      zh: """
        structure 检查结构和路径，counts 再核对文件是否齐全、大小和索引，digests（默认）再计算
        每个文件的摘要，reports 再按表式检查每份报告。也可校验别人制作的 BagIt 包（0.93 至 1.0，ZIP、tar.gz 或文件夹）。
        fetch.txt 从不下载。

        示例：
          nianbao bundle verify 2024.bundle.zip
          nianbao bundle verify 2024.bundle.zip --level counts --diagnostics json
          nianbao bundle verify 2024.bundle.zip --level reports
        """,
      en: """
        The level structure looks at the structure and at paths, counts also at whether all files
        are there, their sizes and the index, digests (unless told otherwise) computes the digest of
        every file, and reports checks every report by its form, too. Bags of others are checked, too (BagIt 0.93 to 1.0; ZIP, tar.gz or
        folder). Nothing of fetch.txt is ever fetched.

        Examples:
          nianbao bundle verify 2024.bundle.zip
          nianbao bundle verify 2024.bundle.zip --level counts --diagnostics json
          nianbao bundle verify 2024.bundle.zip --level reports
        """))

  enum Level: String, ExpressibleByArgument, CaseIterable {
    case structure
    case counts
    case digests
    case reports
  }

  @Argument(help: help(zh: "归档包。", en: "The bundle.", valueName: "bundle"))
  var bundle: String

  @Option(help: help(zh: "检查到什么程度。", en: "How far to check."))
  var level: Level = .digests

  @OptionGroup var threads: JobsOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws { try refuseStandardStreams([bundle]) }

  func run() throws {
    let console = Console(shared, to: STDOUT_FILENO, tellsReports: false)
    let bagLevel = BagVerifier.Level(rawValue: level.rawValue) ?? .digests
    let outcome = try console.run(on: bundle) { () throws(Diagnostic) in
      let verifier = try BagVerifier(
        path: bundle, level: bagLevel, jobs: threads.jobs, limits: archives.limits
      ) {
        console.found($0)
      }
      return try verifier.verify { console.progressed($0, $1) }
    }
    let judged = level == .reports ? try validateReports(console) : nil
    let tally = console.tally
    console.conclude(
      zh: "\(bundle)：\(tally.errors == 0 ? "有效" : "无效")（\(level.rawValue)）；"
        + "报告 \(outcome.reports) 份，内容文件 \(outcome.payloadFiles) 个，"
        + "\(outcome.payloadBytes) 字节，已核对摘要 \(outcome.digestedFiles) 个；"
        + (judged.map { "合格 \($0.good)，有警告 \($0.warned)，有错误或退回 \($0.bad)；" } ?? "")
        + "错误 \(tally.errors)，警告 \(tally.warnings)",
      en: "\(bundle): \(tally.errors == 0 ? "valid" : "not valid") (\(level.rawValue)); "
        + "reports: \(outcome.reports), payload files: \(outcome.payloadFiles) of "
        + "\(outcome.payloadBytes) bytes, digests checked: \(outcome.digestedFiles); "
        + (judged.map {
          "in order: \($0.good), with warnings: \($0.warned), with errors or refused: \($0.bad); "
        } ?? "")
        + "errors: \(tally.errors), warnings: \(tally.warnings)")
    if tally.errors > 0 { throw ExitCode(1) }
  }

  /// Checks every report by its form and the rules.
  private func validateReports(
    _ console: Console
  ) throws -> (good: Int, warned: Int, bad: Int) {
    let options = InputOptions(
      forms: try formLibrary(shared), format: .bundle, archiveLimits: archives.limits)
    let validation = Validation(options: options, jobs: threads.jobs)
    let summary = validation.run([bundle], observer: console)
    let verdicts = summary.verdicts
    return (
      verdicts[.inOrder] ?? 0, verdicts[.withWarnings] ?? 0,
      (verdicts[.withErrors] ?? 0) + summary.refused
    )
  }
}
