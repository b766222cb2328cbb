internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao bundle salvage`.
struct BundleSalvageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "salvage",
    abstract: say(
      zh: "从损坏的归档包中抢救完好的报告。", en: "Rescues the intact reports of a damaged bundle."),
    discussion: discussion(
      zh: """
        归档包被截断、目录损坏、部分字节改变或清零时，凡自身字节完好的文件都能凭文件头中的摘要证明，
        收入一个新的归档包；已知丢失的逐一列出。原文件不作改动。

        示例：
          nianbao bundle salvage 损坏.bundle.zip -o 抢救.bundle.zip
          nianbao bundle salvage 损坏.bundle.zip -o 抢救.bundle.zip --losses 丢失.txt

        退出码：0 没有丢失；1 有丢失，或不能确定；2 什么也没有抢救到。
        """,
      en: """
        Where a bundle is cut, its directory broken, bytes flipped or zeroed, every file whose own
        bytes are intact is proven by the digest in its header and goes into a new bundle; what is
        known to be lost is named. The damaged bundle is not changed.

        Examples:
          nianbao bundle salvage broken.bundle.zip -o rescued.bundle.zip
          nianbao bundle salvage broken.bundle.zip -o rescued.bundle.zip --losses lost.txt

        Exit codes: 0 nothing is lost; 1 something is, or may be; 2 nothing could be rescued.
        """))

  @Argument(help: help(zh: "损坏的归档包。", en: "The damaged bundle.", valueName: "bundle"))
  var bundle: String

  @Option(
    name: [.short, .customLong("output")],
    help: help(zh: "新的归档包。", en: "The new bundle.", valueName: "path"))
  var output: String

  @Option(
    help: help(
      zh: "把丢失的文件写到此文件，每行一个：damaged 或 lost，制表符，路径。",
      en: "Write what is lost to this file, one a line: damaged or lost, a tab, the path.",
      valueName: "path"))
  var losses: String?

  @OptionGroup var threads: JobsOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try refuseStandardStreams([bundle, output])
    try checkBundleName(output)
  }

  func run() throws {
    let console = Console(shared, to: STDERR_FILENO)
    let reading = try archives.readOptions(of: bundle, shared)
    var writing = WriteOptions()
    writing.jobs = threads.jobs
    let outcome = try console.run(on: bundle) { () throws(Diagnostic) in
      var salvage = try BundleSalvage(path: bundle, limits: archives.limits) {
        console.progressed($0, $1)
      }
      return try salvage.write(
        to: output, writing, reading: reading, found: console.found, listingLossesAt: losses)
    }
    console.conclude(
      zh: "\(output)：抢救报告 \(outcome.reports) 份（文件 \(outcome.files) 个）；"
        + "丢失报告 \(outcome.lostReports) 份（文件 \(outcome.lostFiles) 个）"
        + (outcome.isComplete ? "" : "，可能还有未列出的"),
      en: "\(output): reports rescued: \(outcome.reports) (files: \(outcome.files)); reports lost: "
        + "\(outcome.lostReports) (files: \(outcome.lostFiles))"
        + (outcome.isComplete ? "" : ", and maybe more that nothing names"))
    if outcome.lostFiles > 0 || !outcome.isComplete { throw ExitCode(1) }
  }
}

/// `nianbao bundle merge`.
struct BundleMergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: say(zh: "把几个归档包合成一个。", en: "Puts the reports of several bundles into one."),
    discussion: discussion(
      zh: """
        报告、原始文件和导入记录原样带入，先核对摘要。逐字节相同的报告只保留一份；编号相同而内容不同的，
        保留先出现的，并报告错误。

        示例：
          nianbao bundle merge 2023.bundle.zip 2024.bundle.zip -o 两年.bundle.zip
          nianbao bundle merge 各市/*.bundle.zip -o 全省.bundle.zip --max-size 4G
        """,
      en: """
        Reports, originals and provenance are taken over as they are, once their digests are
        checked. Of reports that are the same byte for byte one is kept; of others with the same id
        the first, and the second is an error.

        Examples:
          nianbao bundle merge 2023.bundle.zip 2024.bundle.zip -o both.bundle.zip
          nianbao bundle merge cities/*.bundle.zip -o province.bundle.zip --max-size 4G
        """))

  @Argument(help: help(zh: "归档包。", en: "The bundles.", valueName: "bundle"))
  var bundles: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: help(zh: "新的归档包。", en: "The new bundle.", valueName: "path"))
  var output: String

  @OptionGroup var making: BundleMakingOptions

  @OptionGroup var threads: JobsOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try refuseStandardStreams(bundles + [output])
    try checkBundleName(output)
  }

  func run() throws {
    let console = Console(shared, to: STDERR_FILENO)
    let reading = try archives.readOptions(of: "", shared)
    let writing = making.writeOptions(jobs: threads.jobs)
    let outcome = try console.run { () throws(Diagnostic) in
      var merge = try BundleMerge(to: output, writing, reading: reading)
      do throws(Diagnostic) {
        for bundle in bundles {
          try RunInterruption.naming(bundle) { () throws(Diagnostic) in
            try merge.add(bundle, found: console.found) { console.progressed($0, $1) }
          }
        }
        return try merge.commit(found: console.found)
      } catch {
        merge.cancel()
        throw error
      }
    }
    console.conclude(
      zh: "\(output)：报告 \(outcome.reports) 份，文件 \(outcome.files) 个；"
        + "重复 \(outcome.doubled) 份，未收入 \(outcome.leftOut) 份",
      en: "\(output): reports: \(outcome.reports), files: \(outcome.files); the same again: "
        + "\(outcome.doubled), left out: \(outcome.leftOut)")
    if console.tally.errors > 0 { throw ExitCode(1) }
  }
}
