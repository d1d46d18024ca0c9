/** To be described. */
@NullMarked
package org.voxpost.lab;

import org.jspecify.annotations.NullMarked;
