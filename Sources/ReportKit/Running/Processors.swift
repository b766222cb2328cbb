internal import Glibc

/// The processors of the machine.
public enum Processors {
  /// How many there are, 1 or more; no more than 64, beyond which a run gains nothing.
  public static var count: Int { min(max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1), 64) }
}
