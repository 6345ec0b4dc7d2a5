// The additions and subtractions of one ADX kernel, which are inlined where they are used, as functions of their own: what
// machine_test.py looks at. Never run. CCE_KERNEL is the file of the kernel's arithmetic, CCE_NAMESPACE what it is in.
#include CCE_KERNEL

namespace cce::ec::inlined {

using CCE_NAMESPACE::Arithmetic;
using CCE_NAMESPACE::Element;

Element add(const Element& x, const Element& y);
Element subtract(const Element& x, const Element& y);

Element add(const Element& x, const Element& y) { return Arithmetic::add(x, y); }
Element subtract(const Element& x, const Element& y) { return Arithmetic::subtract(x, y); }

}  // namespace cce::ec::inlined
