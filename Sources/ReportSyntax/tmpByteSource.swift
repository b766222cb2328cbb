public final class ByteSource {}
