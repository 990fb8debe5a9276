/// Whole numbers of many rows side by side, as one byte string.
///
/// Each number is told as its difference to the one before (modulo 2⁶⁴, the first to 0), zigzagged so
/// that small steps down are small too; then come the most significant bytes of all, the next, and so on,
/// in as few bytes a number as all of them need. Numbers that go up evenly, or share their upper
/// bytes, leave little for zstd to say.
enum NumberColumn {
    static func bytes(of numbers: some Collection<UInt64>) -> [UInt8] {
        var previous: UInt64 = 0
        var all: UInt64 = 0
        var steps: [UInt64] = []
        steps.reserveCapacity(numbers.count)
        for number in numbers {
            let step = zigzag(Int64(bitPattern: number &- previous))
            previous = number
            all |= step
            steps.append(step)
        }
        let width = (64 - all.leadingZeroBitCount + 7) / 8
        return planes(of: steps, width: width)
    }

    /// Reads `count` numbers. Refuses what `bytes(of:)` would not have made.
    static func read(count: Int, from reader: inout CBORReader) throws(WireError) -> [UInt64] {
        let start = reader.offset
        return try numbers(of: try reader.readBytes(upTo: 8 * count), count: count, at: start)
    }

    /// The numbers of a byte string that stood at `start`.
    static func numbers(
        of bytes: ArraySlice<UInt8>, count: Int, at start: Int
    ) throws(WireError) -> [UInt64] {
        guard count > 0 || bytes.isEmpty else { throw WireError(.unexpectedItem, at: start) }
        guard count > 0 else { return [] }
        guard bytes.count.isMultiple(of: count), bytes.count <= 8 * count else { throw WireError(.unexpectedItem, at: start) }
        let steps = numbers(ofPlanes: bytes, width: bytes.count / count, count: count)
        guard bytes.isEmpty || bytes.prefix(count).contains(where: { $0 != 0 }) else {
            throw WireError(.notCanonical, at: start)
        }
        var previous: UInt64 = 0
        return steps.map { step in
            previous &+= UInt64(bitPattern: unzigzag(step))
            return previous
        }
    }

    // MARK: Planes

    /// The most significant bytes of all numbers, then the next, down to the least.
    static func planes(of numbers: [UInt64], width: Int) -> [UInt8] {
        let count = numbers.count
        return [UInt8](unsafeUninitializedCapacity: width * count) { bytes, initialized in
            for plane in 0..<width {
                let shift = UInt64(8 * (width - 1 - plane))
                for index in 0..<count {
                    bytes[plane * count + index] =
                        UInt8(truncatingIfNeeded: numbers[index] >> shift)
                }
            }
            initialized = width * count
        }
    }

    static func numbers(ofPlanes bytes: ArraySlice<UInt8>, width: Int, count: Int) -> [UInt64] {
        var numbers = [UInt64](repeating: 0, count: count)
        bytes.withUnsafeBufferPointer { bytes in
            for plane in 0..<width {
                for index in 0..<count {
                    numbers[index] = numbers[index] << 8 | UInt64(bytes[plane * count + index])
                }
            }
        }
        return numbers
    }

    private static func zigzag(_ step: Int64) -> UInt64 {
        UInt64(bitPattern: step << 1 ^ step >> 63)
    }

    private static func unzigzag(_ step: UInt64) -> Int64 {
        Int64(bitPattern: step >> 1) ^ -Int64(bitPattern: step & 1)
    }
}
