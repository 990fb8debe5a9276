/// Whole numbers of many rows side by side.
///
///     numbers = [* byte string]     the most significant bytes of all, the next, … the least
///
/// There are as many byte strings as the greatest number needs: none when all are 0. Each has a byte
/// for each row, so that numbers with their upper bytes in common leave little to say.
enum NumberColumn {
    static func write(_ numbers: [UInt64], to writer: inout CBORWriter) {
        let all = numbers.reduce(0, |)
        let width = (64 - all.leadingZeroBitCount + 7) / 8
        writer.beginArray(width)
        for plane in 0..<width {
            let shift = UInt64(8 * (width - 1 - plane))
            writer.write(bytes: numbers.map { UInt8(truncatingIfNeeded: $0 >> shift) })
        }
    }

    /// Reads `count` numbers. Refuses what `write` would not have made.
    static func read(count: Int, from reader: inout CBORReader) throws(WireError) -> [UInt64] {
        let start = reader.offset
        var numbers = [UInt64](repeating: 0, count: count)
        let width = try reader.beginArray(upTo: 8)
        for plane in 0..<width {
            let place = reader.offset
            let bytes = try reader.readBytes(upTo: count)
            guard bytes.count == count, count > 0 else {
                throw WireError(.unexpectedItem, at: place)
            }
            bytes.withUnsafeBufferPointer { bytes in
                for index in 0..<count {
                    numbers[index] = numbers[index] << 8 | UInt64(bytes[index])
                }
            }
            guard plane > 0 || numbers.contains(where: { $0 != 0 }) else {
                throw WireError(.notCanonical, at: start)
            }
        }
        return numbers
    }

    // MARK: Steps

    /// Writes numbers that lie near the one before: as the differences, modulo 2⁶⁴ and the first to
    /// 0, zigzagged so that small steps down are small numbers too.
    static func writeSteps(_ numbers: some Sequence<UInt64>, to writer: inout CBORWriter) {
        var previous: UInt64 = 0
        let steps = numbers.map { number in
            defer { previous = number }
            return zigzag(Int64(bitPattern: number &- previous))
        }
        write(steps, to: &writer)
    }

    static func readSteps(count: Int, from reader: inout CBORReader) throws(WireError) -> [UInt64] {
        var previous: UInt64 = 0
        return try read(count: count, from: &reader).map { step in
            previous &+= UInt64(bitPattern: unzigzag(step))
            return previous
        }
    }

    private static func zigzag(_ step: Int64) -> UInt64 {
        UInt64(bitPattern: step << 1 ^ step >> 63)
    }

    private static func unzigzag(_ step: UInt64) -> Int64 {
        Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1)
    }
}
