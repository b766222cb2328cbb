/// The version of the program.
public enum ProgramVersion {
  /// As `--version` tells it (semantic versioning).
  public static let current = "0.1.0"
}
