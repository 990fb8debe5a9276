import Compression

/// No frame unfolds beyond its bound, and what unfolds can be folded again.
enum ZstdTarget {
    static let limitBytes = 64 << 10

    static func run(_ bytes: [UInt8]) throws {
        guard let content = try? Zstd.decompress(bytes, limitBytes: limitBytes) else { return }
        try promise(content.count <= limitBytes, "a frame unfolds to at most its bound")
        let packed = Zstd.compress(content)
        let again = try? Zstd.decompress(packed, limitBytes: content.count)
        try promise(again == content, "what was compressed comes back")
    }
}
