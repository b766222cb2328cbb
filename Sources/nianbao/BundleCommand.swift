internal import ArgumentParser
internal import ReportKit

/// `nianbao bundle`: its subcommands pack reports into bundles and look into them.
struct BundleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bundle",
    abstract: say(zh: "打包、校验和读取归档包。", en: "Packs bundles, checks them and looks into them."),
    discussion: discussion(
      zh: """
        归档包是带清单和摘要的 BagIt 1.0，放在 ZIP 或 tar.gz 里（名称以 .bundle.zip 或
        .bundle.tar.gz 结尾）；每份报告是一个 XML 文件，导入的报告附有原始文件。

        示例：
          nianbao bundle pack 上报/ -o 2024.bundle.zip --created 2025-03-31
          nianbao bundle verify 2024.bundle.zip
          nianbao bundle list 2024.bundle.zip
          nianbao bundle extract 2024.bundle.zip 2024-a1b2c3d4e5f60718 -o 报告.xml
          nianbao bundle unpack 2024.bundle.zip -o 2024/
          nianbao bundle merge 各市/*.bundle.zip -o 全省.bundle.zip
          nianbao bundle salvage 损坏.bundle.zip -o 抢救.bundle.zip

        退出码：0 完成；1 完成，但有错误；2 有事情未能完成；64 用法错误。
        """,
      en: """
        A bundle is a BagIt 1.0 bag with manifests and digests, in ZIP or tar.gz (its name ends in
        .bundle.zip or .bundle.tar.gz). Every report is an XML file of its own; the files that
        reports were imported from are kept beside them.

        Examples:
          nianbao bundle pack submissions/ -o 2024.bundle.zip --created 2025-03-31
          nianbao bundle verify 2024.bundle.zip
          nianbao bundle list 2024.bundle.zip
          nianbao bundle extract 2024.bundle.zip 2024-a1b2c3d4e5f60718 -o report.xml
          nianbao bundle unpack 2024.bundle.zip -o 2024/
          nianbao bundle merge cities/*.bundle.zip -o province.bundle.zip
          nianbao bundle salvage broken.bundle.zip -o rescued.bundle.zip

        Exit codes: 0 done; 1 done, but there are errors; 2 something could not be done; 64 wrong
        usage.
        """),
    subcommands: [
      BundlePackCommand.self, BundleUnpackCommand.self, BundleListCommand.self,
      BundleExtractCommand.self, BundleVerifyCommand.self, BundleMergeCommand.self,
      BundleSalvageCommand.self,
    ])
}

/// Ends with a usage error if one of `paths` is `-`: a bundle is read and written by its path.
func refuseStandardStreams(_ paths: [String]) throws {
  guard paths.contains("-") else { return }
  throw usageError(
    zh: "归档包不能来自标准输入，也不能写到标准输出：请给出路径。",
    en: "a bundle is neither standard input nor standard output: give a path")
}

/// The names that a bundle is written under.
func checkBundleName(_ path: String) throws {
  if BundleWriter.isName(path) { return }
  throw usageError(
    zh: "归档包的名称须以 .bundle.zip 或 .bundle.tar.gz 结尾。",
    en: "the name of a bundle ends in .bundle.zip or .bundle.tar.gz")
}
