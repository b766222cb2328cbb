internal import ArgumentParser
internal import Glibc
internal import ReportKit

/// `nianbao bundle pack`.
struct BundlePackCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pack",
    abstract: say(zh: "把报告打成归档包。", en: "Packs reports into a bundle."),
    discussion: discussion(
      zh: """
        输入可以是任何能读取的格式的文件或文件夹。导入的单份报告（文本等）连同原始文件一起保存，
        精确格式只保存报告。被退回的报告不影响其余；相同输入得到相同字节。

        示例：
          nianbao bundle pack 上报/ -o 2024.bundle.zip
          nianbao bundle pack 汇总.xml -o 2024.bundle.tar.gz --created 2025-03-31
          nianbao bundle pack 历年/ -o 历年.bundle.zip --max-size 4G --checksum sm3
        """,
      en: """
        Inputs are files and folders of any format that is read. What was imported from a file of
        one report (text and the like) is kept beside it; of exact formats, the reports. A report
        that is refused does not hold up the others. The same inputs give the same bytes.

        Examples:
          nianbao bundle pack submissions/ -o 2024.bundle.zip
          nianbao bundle pack all.xml -o 2024.bundle.tar.gz --created 2025-03-31
          nianbao bundle pack archive/ -o all.bundle.zip --max-size 4G --checksum sm3
        """))

  @Argument(help: help(zh: "文件或文件夹。", en: "Files and folders.", valueName: "input"))
  var inputs: [String]

  @Option(
    name: [.short, .customLong("output")],
    help: help(
      zh: "归档包：.bundle.zip 或 .bundle.tar.gz。", en: "The bundle: .bundle.zip or .bundle.tar.gz.",
      valueName: "path"))
  var output: String

  @OptionGroup var making: BundleMakingOptions

  @OptionGroup var failing: FailureOptions

  @OptionGroup var threads: JobsOption

  @OptionGroup var resumption: ResumeOption

  @OptionGroup var archives: ArchiveOptions

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    try refuseStandardStreams(inputs + [output])
    try checkBundleName(output)
    try resumption.check(.bundle, output: output, inputs: inputs)
    if resumption.resume, making.maxSize != nil {
      throw usageError(
        zh: "--resume 与 --max-size 不能同时使用。", en: "--resume and --max-size exclude each other")
    }
  }

  func run() throws {
    let observer = Console(shared, to: STDERR_FILENO)
    let options = InputOptions(
      forms: try formLibrary(shared), keepsGoing: failing.keepGoing, archiveLimits: archives.limits)
    let conversion = Conversion(
      options: options,
      target: .bundle, destination: .path(output),
      writeOptions: making.writeOptions(jobs: threads.jobs), jobs: threads.jobs,
      resumes: resumption.resume)
    RunInterruption.listen()
    let summary = conversion.run(inputs, observer: observer)
    try observer.end(summary, command: "bundle pack", isStrict: failing.strict)
  }
}

/// How bundles are made, where they are.
struct BundleMakingOptions: ParsableArguments {
  @Option(
    help: help(
      zh: "打包日期（2025-03-31）；不指定则不写日期。",
      en: "When it was made (2025-03-31); without it, no date is written.", valueName: "date"))
  var created: String = ""

  @Option(
    help: help(
      zh: "清单的摘要算法，逗号分隔：sha256（总有）、sha512、sm3。",
      en: "The algorithms of the manifests, with commas: sha256 (always), sha512, sm3.",
      valueName: "algorithms"))
  var checksum: ChecksumList = ChecksumList()

  @Option(
    help: help(
      zh: "每个归档包的大小上限，如 700M、4G；写成 名称-0001.bundle.zip 等，每个都是完整的归档包。",
      en: "How large one bundle may be, such as 700M or 4G; they are name-0001.bundle.zip and so "
        + "on, each a whole bundle.",
      valueName: "size"))
  var maxSize: ByteCount?

  func validate() throws {
    try checkTimestamp(created)
  }

  /// What the writer is told.
  func writeOptions(jobs: Int) -> WriteOptions {
    var options = WriteOptions(jobs: jobs)
    options[BatchHeader.self].created = created
    options[BundleOptions.self].checksums = checksum.algorithms
    options[BundleOptions.self].sizeLimit = maxSize?.bytes
    return options
  }
}

/// Algorithms as `--checksum` takes them.
struct ChecksumList: ExpressibleByArgument {
  var algorithms: [ManifestChecksum] = [.sha256]

  init() {}

  init?(argument: String) {
    for name in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let algorithm = ManifestChecksum(rawValue: name.lowercased()) else { return nil }
      if !algorithms.contains(algorithm) { algorithms.append(algorithm) }
    }
  }

  var defaultValueDescription: String { "sha256" }
}

/// A number of bytes as options take it: `4096`, `700M`, `4G` (powers of 1000).
struct ByteCount: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let units: [Character: Int] = ["k": 1_000, "m": 1_000_000, "g": 1_000_000_000]
    var digits = argument.lowercased()[...]
    if digits.hasSuffix("b") { digits.removeLast() }
    var unit = 1
    if let last = digits.last, let known = units[last] {
      unit = known
      digits.removeLast()
    }
    guard let number = Int(digits), number > 0, digits.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 })
    else { return nil }
    let (bytes, overflows) = number.multipliedReportingOverflow(by: unit)
    if overflows { return nil }
    self.bytes = bytes
  }
}
