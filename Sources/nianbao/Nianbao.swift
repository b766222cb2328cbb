internal import ArgumentParser
internal import ReportKit

/// The command. Subcommands are thin: they turn arguments into calls of ReportKit and print.
@main
struct Nianbao: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "nianbao",
    abstract: say(
      zh: "转换并检查政府信息公开工作年度报告。",
      en: "Converts and checks China's annual reports on open government information."),
    discussion: discussion(
      zh: """
        在一个统一的报告模型与 XML、JSON、NDJSON、CSV 数据包、归档包之间无损转换，并导入历史文本、网页、
        Word 和 Excel。
        空白、0、“/”和“没有”是四种不同的状态，从不互相替换。

        示例：
          nianbao convert 报告.txt --to xml -o 报告.xml
          nianbao convert 上报/ --to ndjson -o 全部.ndjson --diagnostics json
          nianbao convert 报告.txt --to cells
          nianbao validate 上报/ --profile submission
          nianbao inspect 报告.docx
          nianbao bundle pack 上报/ -o 2024.bundle.zip
          nianbao schema report-2021.xsd

        退出码：0 完成；1 完成，但数据有错误（--strict：或警告）；2 有事情未能完成；64 用法错误。
        """,
      en: """
        Converts between one canonical model of the report and XML, JSON, NDJSON, CSV data packages
        and archive bundles without loss, and imports text, HTML, Word and Excel that history left.
        Blank, 0, "/" and absent are four different things and never turn into one another.

        Examples:
          nianbao convert report.txt --to xml -o report.xml
          nianbao convert submissions/ --to ndjson -o all.ndjson --diagnostics json
          nianbao convert report.txt --to cells
          nianbao validate submissions/ --profile submission
          nianbao inspect report.docx
          nianbao bundle pack submissions/ -o 2024.bundle.zip
          nianbao schema report-2021.xsd

        Exit codes: 0 done; 1 done, but there are errors in the data (--strict: or warnings);
        2 something could not be done; 64 wrong usage.
        """),
    version: ProgramVersion.current,
    subcommands: [
      ConvertCommand.self, ValidateCommand.self, InspectCommand.self, BundleCommand.self,
      SchemaCommand.self, ListCommand.self,
    ])

  static func main() {
    LargeBlocks.keep()
    main(nil)
  }
}

/// Makes the allocator keep the large blocks of memory that it is given back.
enum LargeBlocks {
  /// Has every block up to 32 MiB come from the heap, and the heap keep what was freed: a pipeline
  /// takes and frees blocks of half a megabyte all the time, and each that goes back to the system
  /// costs a page fault for every page when it returns.
  ///
  /// The allocator of glibc learns this when it is given back such a block; its pages are never
  /// touched. Where there is another allocator, nothing happens.
  static func keep() {
    UnsafeMutableRawPointer.allocate(byteCount: (32 << 20) - 65_536, alignment: 16).deallocate()
  }
}
