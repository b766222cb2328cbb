internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao bundle unpack`.
struct BundleUnpackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unpack",
    abstract: say(zh: "把归档包展开为文件夹。", en: "Writes a bundle out as a folder."),
    discussion: discussion(
      zh: """
        文件夹本身就是一个 BagIt 包，可直接校验和读取。要么全部写出，要么什么也不写；
        不空的文件夹不会被覆盖。

        示例：
          nianbao bundle unpack 2024.bundle.zip -o 2024/
        """,
      en: """
        The folder is a bag itself, which can be checked and read as it is. Everything is written,
        or nothing; a folder that is not empty is not overwritten.

        Examples:
          nianbao bundle unpack 2024.bundle.zip -o 2024/
        """))

  @Argument(help: help(zh: "归档包。", en: "The bundle.", valueName: "bundle"))
  var bundle: String

  @Option(
    name: [.short, .customLong("output")],
    help: help(zh: "文件夹。", en: "The folder.", valueName: "folder"))
  var output: String

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws { try refuseStandardStreams([bundle, output]) }

  func run() throws {
    let console = Console(shared, to: STDERR_FILENO)
    let count = try console.run(on: bundle) { () throws(Diagnostic) in
      try BundleUnpacking.unpack(bundle, into: output, limits: archives.limits) {
        console.progressed($0, $1)
      }
    }
    console.conclude(zh: "\(output)：已写出 \(count) 个文件", en: "\(output): files written: \(count)")
  }
}

/// `nianbao bundle list`.
struct BundleListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: say(zh: "列出归档包中的报告。", en: "Lists the reports of a bundle."),
    discussion: discussion(
      zh: """
        按编号排列，取自归档包的索引（只是提示，可用 verify 核对）；没有索引则逐份读取。可按编号、机关名称（含有即可）、
        行政区划代码（前几位）、年度和版本查找，只读取索引。

        示例：
          nianbao bundle list 2024.bundle.zip
          nianbao bundle list 2024.bundle.zip --agency 水利局 --division 2101 --json
          nianbao bundle list 历年.bundle.zip --year 2023 | cut -f 1
        """,
      en: """
        By id, from the index of the bundle, which is a hint (verify checks it); without one, by reading
        the reports. Reports are found by id, by a part of the agency's name, by the first digits of
        the division code, by year and by edition; only the index is read for it.

        Examples:
          nianbao bundle list 2024.bundle.zip
          nianbao bundle list 2024.bundle.zip --agency 水利局 --division 2101 --json
          nianbao bundle list all.bundle.zip --year 2023 | cut -f 1
        """))

  @Argument(help: help(zh: "归档包。", en: "The bundle.", valueName: "bundle"))
  var bundle: String

  @Flag(help: help(zh: "每行一个 JSON 对象。", en: "One JSON object a line."))
  var json = false

  @Option(help: help(zh: "只列此编号。", en: "The report with this id only."))
  var id: String?

  @Option(
    help: help(
      zh: "只列机关名称含有此文字的。", en: "Those only whose agency's name holds this text.",
      valueName: "text"))
  var agency: String?

  @Option(
    help: help(
      zh: "只列行政区划代码以此开头的。", en: "Those only whose division code begins so.",
      valueName: "digits"))
  var division: String?

  @Option(help: help(zh: "只列此年度的。", en: "Those of this year only."))
  var year: Int?

  @Option(help: help(zh: "只列此版本表式的。", en: "Those of this edition only."))
  var edition: String?

  private func isWanted(_ line: BundleIndexLine) -> Bool {
    (id ?? line.id) == line.id && agency.map { line.agency.contains($0) } != false
      && division.map { line.divisionCode.hasPrefix($0) } != false
      && (year == nil || year == line.year) && (edition ?? line.edition) == line.edition
  }

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws { try refuseStandardStreams([bundle]) }

  func run() throws {
    let console = Console(shared, to: STDERR_FILENO)
    let options = try archives.readOptions(of: bundle, shared)
    var count = 0
    try console.run(on: bundle) { () throws(Diagnostic) in
      let catalogue = try BundleCatalogue(path: bundle, options: options)
      try catalogue.forEach(id: id, found: console.found) { line in
        guard isWanted(line) else { return true }
        count += 1
        if json {
          printLine(String(decoding: line.json(), as: UTF8.self))
        } else {
          let year = line.year.map(String.init) ?? "–"
          let fields = [line.id, line.edition, year, line.agency].map(\.visibleLine)
          printLine(fields.joined(separator: "\t"))
        }
        return true
      }
    }
    if console.tally.errors > 0 { throw ExitCode(1) }
    if count == 0, let id {
      console.found(Diagnostic(.bundleReportMissing, at: Place(source: bundle), ["id": id]))
      throw ExitCode(2)
    }
  }
}

/// `nianbao bundle extract`.
struct BundleExtractCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "extract",
    abstract: say(zh: "按编号取出报告的 XML。", en: "Takes the XML of reports out, by their ids."),
    discussion: discussion(
      zh: """
        一份报告写到标准输出或 -o 指定的文件；多份写到 -o 指定的文件夹，每份为 <编号>.xml。
        写出前核对摘要。

        示例：
          nianbao bundle extract 2024.bundle.zip 2024-a1b2c3d4e5f60718 > 报告.xml
          nianbao bundle extract 2024.bundle.zip 2024-1 2024-2 -o 选出/
        """,
      en: """
        One report goes to standard output, or to the file named by -o; several go to the folder
        named by -o, as <id>.xml. Digests are checked before anything is written.

        Examples:
          nianbao bundle extract 2024.bundle.zip 2024-a1b2c3d4e5f60718 > report.xml
          nianbao bundle extract 2024.bundle.zip 2024-1 2024-2 -o chosen/
        """))

  @Argument(help: help(zh: "归档包。", en: "The bundle.", valueName: "bundle"))
  var bundle: String

  @Argument(help: help(zh: "报告的编号。", en: "The ids of reports.", valueName: "id"))
  var ids: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: help(
      zh: "文件；多份报告时为文件夹。", en: "A file; for several reports, a folder.", valueName: "path"))
  var output: String = "-"

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try refuseStandardStreams([bundle])
    if Set(ids).count > 1, output == "-" {
      throw usageError(
        zh: "多份报告须用 -o 指定文件夹。", en: "several reports need a folder: give one with -o")
    }
  }

  func run() throws {
    let console = Console(shared, to: STDERR_FILENO)
    let options = try archives.readOptions(of: bundle, shared)
    let isComplete = try console.run(on: bundle) { () throws(Diagnostic) in
      try BundleExtraction(path: bundle, options: options).extract(
        Set(ids), to: output == "-" ? nil : output, found: console.found)
    }
    if !isComplete { throw ExitCode(2) }
    if console.tally.errors > 0 { throw ExitCode(1) }
  }
}
