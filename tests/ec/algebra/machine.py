"""The instructions of x86-64 that the kernels consist of, as steps of a record. Any other is an error, and so is a flag that is
read after an instruction that leaves it undefined, or that is not modelled: nothing is skipped.

Intel's Software Developer's Manual, volume 2, says what each does. Operands are in AT&T's order: the destination is the last.
"""

from listing import MEMORY
from record import Unmodelled, as_constant, constant, scaled

WORD = 2**64 - 1
NAMES = "ax bx cx dx si di bp sp".split()
FULL = {f"%r{n}" for n in NAMES} | {f"%r{n}" for n in range(8, 16)}
HALF = {f"%e{n}": f"%r{n}" for n in NAMES} | {f"%r{n}d": f"%r{n}" for n in range(8, 16)}
KEPT = ["%rbx", "%rbp", "%r12", "%r13", "%r14", "%r15", "%rsp"]


class Pointer:
    """An address: so many bytes into a place, or a register of the caller's to be given back."""

    def __init__(self, place, offset=0):
        self.place, self.offset = place, offset

    def __eq__(self, other):
        return isinstance(other, Pointer) and (self.place, self.offset) == (other.place, other.offset)


class Machine:
    def __init__(self, record, inputs, constants):
        self.record, self.constants = record, constants
        # What is returned has its place in rdi, what comes in behind it.
        self.registers = {r: Pointer(r) for r in KEPT} | {"%rdi": Pointer("result")}
        self.memory = {}
        for register, words in zip(("%rsi", "%rdx"), inputs):
            self.registers[register] = Pointer(register)
            for i, word in enumerate(words):
                self.memory[register, 8 * i] = word
        self.carry = self.overflow = None

    def run(self, instructions, n):
        for instruction in instructions:
            try:
                self.step(instruction)
            except (Unmodelled, KeyError, AttributeError, TypeError) as error:
                raise Unmodelled(f"{instruction}: {error!r}")
        if any(self.registers[r] != Pointer(r) for r in KEPT) or self.registers["%rax"] != Pointer("result"):
            raise Unmodelled("the caller's registers are not given back")
        words = [self.memory.get(("result", 8 * i)) for i in range(n)]
        if any(word is None or isinstance(word, Pointer) for word in words):
            raise Unmodelled("not every word of the result is written")
        return words

    def step(self, instruction):
        name = instruction.name.removesuffix("q") if instruction.name in ("mulq", "retq", "pushq", "popq") else instruction.name
        handler = getattr(self, "do_" + name, None)
        if handler is None:
            raise Unmodelled("no model")
        self.target = instruction.target
        handler(*instruction.operands)

    # Operands.

    def place(self, operand):
        match = MEMORY.match(operand)
        if not match:
            raise Unmodelled(f"operand {operand}")
        displacement = int(match[1] or "0", 0)
        if match[2] == "%rip":
            return None, self.target
        base = self.registers[match[2]]
        if match[3] or not isinstance(base, Pointer):
            raise Unmodelled(f"address {operand}")
        return base.place, base.offset + displacement

    def read(self, operand):
        if operand[0] == "$":
            return constant(int(operand[1:], 0) & WORD)
        if operand in FULL:
            return self.registers[operand]
        if operand in HALF:
            return self.record.split(self.word(HALF[operand]), 32)[0]
        place, offset = self.place(operand)
        return constant(self.constants.word(offset)) if place is None else self.memory[place, offset]

    def word(self, operand):
        value = self.read(operand)
        if isinstance(value, Pointer):
            raise Unmodelled("arithmetic with an address")
        return value

    def write(self, operand, value):
        if operand in FULL:
            self.registers[operand] = value
        elif operand in HALF and self.record.interval(value)[1] < 2**32:
            self.registers[HALF[operand]] = value
        else:
            place, offset = self.place(operand)
            # What is the function's own: below the return address, and in the 128 bytes under the stack pointer.
            own = place == "%rsp" and self.registers["%rsp"].offset - 128 <= offset < 0
            if offset % 8 or not own and place != "result":
                raise Unmodelled(f"a write to {operand}")
            self.memory[place, offset] = value

    def flag(self, name):
        value = getattr(self, name)
        if value is None:
            raise Unmodelled(f"{name} is not defined here")
        return value

    def flags(self, carry, overflow=None):
        self.carry, self.overflow = carry, overflow

    def full(self, *operands):
        if any(o in HALF for o in operands):
            raise Unmodelled("half a register")

    # Moves.

    def do_mov(self, source, to):
        self.write(to, self.read(source))

    def do_movabs(self, source, to):
        self.write(to, self.read(source))

    def do_push(self, source):
        stack = self.registers["%rsp"]
        self.registers["%rsp"] = Pointer(stack.place, stack.offset - 8)
        self.memory[stack.place, stack.offset - 8] = self.registers[source]

    def do_pop(self, to):
        stack = self.registers["%rsp"]
        self.registers[to] = self.memory[stack.place, stack.offset]
        self.registers["%rsp"] = Pointer(stack.place, stack.offset + 8)

    def do_ret(self):
        pass

    def do_lea(self, source, to):
        match = MEMORY.match(source)
        base = self.registers[match[2]]
        if isinstance(base, Pointer):
            self.write(to, Pointer(*self.place(source)))
        elif match[3] and not int(match[1] or "0", 0):
            total = self.record.add(base, scaled(self.word(match[3]), int(match[4])), {})
            self.write(to, total[0])
        else:
            raise Unmodelled(f"address {source}")

    def do_cmovb(self, source, to):
        self.full(to)
        self.write(to, self.record.choose(self.flag("carry"), self.word(to), self.word(source)))

    do_cmovc = do_cmovb

    # Sums.

    def do_add(self, source, to):
        self.sum("add", source, to, {})

    def do_adc(self, source, to):
        self.sum("add", source, to, self.flag("carry"))

    def do_sub(self, source, to):
        self.sum("subtract", source, to, {})

    def do_sbb(self, source, to):
        borrow = self.flag("carry")
        if source == to:
            self.full(to)
            result, borrow = self.record.subtract({}, {}, borrow)
            self.write(to, result)
            self.flags(borrow)
        else:
            self.sum("subtract", source, to, borrow)

    def sum(self, operation, source, to, carry):
        self.full(source, to)
        if to in FULL and isinstance(self.registers[to], Pointer) and source[0] == "$" and not carry:
            sign = 1 if operation == "add" else -1
            pointer = self.registers[to]
            self.registers[to] = Pointer(pointer.place, pointer.offset + sign * int(source[1:], 0))
            return self.flags(None)
        result, carry = getattr(self.record, operation)(self.word(to), self.word(source), carry)
        self.write(to, result)
        self.flags(carry)

    def do_cmp(self, source, to):
        self.full(source, to)
        self.flags(self.record.subtract(self.word(to), self.word(source), {})[1])

    def do_adcx(self, source, to):
        self.full(source, to)
        result, self.carry = self.record.add(self.word(to), self.word(source), self.flag("carry"))
        self.write(to, result)

    def do_adox(self, source, to):
        self.full(source, to)
        result, self.overflow = self.record.add(self.word(to), self.word(source), self.flag("overflow"))
        self.write(to, result)

    # Products.

    def do_mulx(self, source, low, high):
        self.full(source, low, high)
        product = self.record.multiply(self.word("%rdx"), self.word(source))
        self.write(low, product[0])
        self.write(high, product[1])

    def do_mul(self, source):
        self.full(source)
        product = self.record.multiply(self.word("%rax"), self.word(source))
        self.write("%rax", product[0])
        self.write("%rdx", product[1])
        self.flags(None)

    # The low word alone, which is the same of signed numbers.
    def do_imul(self, source, to):
        self.full(source, to)
        self.write(to, self.record.multiply(self.word(to), self.word(source))[0])
        self.flags(None)

    # Bits.

    def do_xor(self, source, to):
        if source != to:
            raise Unmodelled("an exclusive or of two words")
        self.write(to, {})
        self.flags({}, {})

    def do_or(self, source, to):
        self.full(source, to)
        self.write(to, self.record.join(self.word(to), self.word(source)))
        self.flags({}, {})

    def do_and(self, source, to):
        self.write(to, self.record.mask(self.word(to), self.word(source)))
        self.flags({}, {})

    def do_shl(self, *operands):
        self.shift(self.record.shift_left, *operands)

    def do_shr(self, *operands):
        self.shift(self.record.shift_right, *operands)

    def shift(self, operation, count, to):
        self.full(to)
        self.write(to, operation(self.word(to), int(count[1:], 0)))
        self.flags(None)

    def do_shlx(self, count, source, to):
        self.shift_to(self.record.shift_left, count, source, to)

    def do_shrx(self, count, source, to):
        self.shift_to(self.record.shift_right, count, source, to)

    # By a count that a register holds as a constant; flags stay.
    def shift_to(self, operation, count, source, to):
        self.full(count, source, to)
        if (by := as_constant(self.word(count))) is None:
            raise Unmodelled("a shift by a count that is not known")
        self.write(to, operation(self.word(source), by & 63))  # the processor takes its low six bits

    # The upper bits of `source` come in from below, or the lower ones from above.
    def do_shld(self, count, source, to):
        self.double_shift(to, source, to, int(count[1:], 0))

    def do_shrd(self, count, source, to):
        self.double_shift(source, to, to, 64 - int(count[1:], 0))

    def double_shift(self, upper, lower, to, left):
        self.full(upper, lower)
        record = self.record
        self.write(to, record.join(record.shift_left(self.word(upper), left),
                                   record.shift_right(self.word(lower), 64 - left)))
        self.flags(None)


def runner(instructions, constants, n):
    return lambda record, inputs: Machine(record, inputs, constants).run(instructions, n)
